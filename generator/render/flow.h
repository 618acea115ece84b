#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "render/html.h"
#include "render/templates.h"

namespace gongshi {

/// A step of a procedure (执法流程、办事流程).
struct FlowStep {
  std::string name, unit, days;
  std::vector<size_t> next;  ///< indices of the steps that may follow
};

/// The steps of `procedures.steps` ([{id,name,unit,days,next[]}]). Steps that name no successor at all
/// follow each other as listed; successors nobody knows are left out.
std::vector<FlowStep> flow_steps(const Json& list);
/// The steps of a service guide, written in one line: 受理、审查、决定.
std::vector<FlowStep> flow_steps(const std::string& line);

/// The steps as a drawing: boxes laid out from top to bottom by Graphviz, which decides where things
/// stand and nothing else, since boxes are sized here and hold no text there, so no font of the machine
/// matters and the same steps give the same bytes. Empty for fewer than two or more than 40 steps.
/// Errors: `bad_value` when the layout fails.
Result<Html> flow_chart(const Templates& templates, const std::string& title,
                        const std::vector<FlowStep>& steps);

/// "s1" and its followers in words, for the list beside the drawing: 下一步：审查，或者补正材料。
std::string next_in_words(const std::vector<FlowStep>& steps, size_t at);

}  // namespace gongshi
