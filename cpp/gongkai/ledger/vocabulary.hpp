// Closed lists: every id with its official Chinese label, and the labels of the statutory form.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gongkai {

struct Choice {
  std::string_view id;     ///< "refused.public_safety"
  std::string_view label;  ///< "3.危及“三安全一稳定”", to the letter
};
using Choices = std::span<const Choice>;

// In a ledger a choice is one byte: 0 where blank or unreadable, else its place in the list plus
// one.

Choices applicant_kinds();  ///< six, the columns of table 三
Choices outcomes();         ///< 21 leaves of table 三, in the order of the form
Choices channels();         ///< how a request came in
Choices consult_kinds();  ///< third_party 第三方, co_producer 共同制作机关, other_organ 其他机关
Choices deliveries();  ///< direct 直接送达, post 邮寄, online 网络
Choices
dispute_kinds();  ///< review 行政复议, suit_direct 未经复议直接起诉, suit_after_review 复议后起诉
Choices
dispute_results();  ///< upheld 结果维持, corrected 结果纠正, other 其他结果, pending 尚未审结
Choices publication_kinds();  ///< regulations 规章 … fees 行政事业性收费, the blocks of table 二
Choices unit_kinds();  ///< department 部门, town 镇街, enterprise 公共企事业, stationed 驻县单位,
                       ///< government 政府
Choices response_kinds();  ///< simple_inquiry 简单咨询, online_message 网民留言 …, by which the
                           ///< time limit of an answer is chosen

/// Labels of the form's rows and columns that are no choice: label("table3", "new_received") is
/// "一、本年新收政府信息公开申请数量"; label("section", "overview") is "总体情况". "" where there
/// is none.
std::string_view label(std::string_view list, std::string_view id);

/// Byte of the choice with that id; 0 where there is none.
std::uint8_t choice_of(Choices choices, std::string_view id);

}  // namespace gongkai
