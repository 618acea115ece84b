#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// A reason in a few Chinese words, for lists with numbers (当事人年龄不明 28); an unknown code as
/// it is. The whole sentence is reason_meaning of the rules room.
std::string reason_word(std::string_view code);

/// What would change it, as one Chinese sentence to be read out: who does what, or which day passes. Every
/// reason has one; "" for an unknown code (a rule set's own).
std::string reason_change(std::string_view code);

/// 公示, 不予公示, 暂缓, 撤下, 期满; 退回 for rejected; an unknown name as it is.
std::string state_label(std::string_view state);

/// 更新, 无变化, 陈旧, 失败.
std::string feed_result_word(std::string_view result);

/// 已送到, 无变化, 没有送到.
std::string target_result_word(std::string_view result);

/// 拉取 for pull, and so on; an unknown step as it is.
std::string step_word(std::string_view step);

}  // namespace gongshi
