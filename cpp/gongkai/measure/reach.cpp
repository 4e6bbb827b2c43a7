#include "gongkai/measure/reach.hpp"

#include "gongkai/measure/reach/job.hpp"

namespace gongkai {

Reach::Reach(ReachSpec spec, const Terms& terms, ReachMeans means)
    : job_(std::make_unique<Job>(std::move(spec), terms, means)) {}
Reach::~Reach() = default;

std::int64_t Reach::add(ArrowArrayStream* stream, const Progress& progress) {
  return job_->add(stream, progress);
}

bool Reach::add_state(const std::filesystem::path& file, const Progress& progress) {
  return job_->add_state(file, progress);
}

ReachCounts Reach::finish(const Progress& progress) { return job_->finish(progress); }

void Reach::partial(const std::filesystem::path& file, const ReachPart& part, bool only_counts,
                    const Progress& progress) {
  job_->partial(file, part, only_counts, progress);
}

}  // namespace gongkai
