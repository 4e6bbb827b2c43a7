// Runs a fuzz target without a fuzzer: its seeds, and changed copies of them, the same every time.
//
//     csv_fuzz SEEDS [CHANGED]
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

/// One small change: a bit, a byte, a piece out, in, or twice, or a piece of another seed.
void change(std::string& text, const std::string& other, Random& random) {
  const auto at = below(random, text.size() + 1), rest = text.size() - at;
  const auto piece = below(random, std::min<std::size_t>(rest, 64) + 1);
  switch (random() % 6) {
    case 0:
      if (rest > 0) text[at] = static_cast<char>(text[at] ^ (1 << random() % 8));
      break;
    case 1:
      text.insert(at, 1, static_cast<char>(random()));
      break;
    case 2:
      text.erase(at, piece);
      break;
    case 3:
      text.insert(below(random, text.size() + 1), text.substr(at, piece));
      break;
    case 4:
      text.insert(at, other.substr(below(random, other.size() + 1), 64));
      break;
    default:
      text.resize(at);
  }
}

void run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  std::vector<std::filesystem::path> paths{std::filesystem::directory_iterator(arguments[1]), {}};
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) return 2;
  for (const auto& seed : seeds) run(seed);
  Random random(20220101);
  const int changed = count > 2 ? std::stoi(arguments[2]) : 0;
  for (int at = 0; at < changed; ++at) {
    auto text = seeds[below(random, seeds.size())];
    for (auto times = 1 + random() % 4; times > 0; --times)
      change(text, seeds[below(random, seeds.size())], random);
    run(text);
  }
  std::printf("%zu seeds and %d changed copies of them\n", seeds.size(), changed);
}
