// What a webmaster writes: definitions, configuration, rule sets, screens, targets, mapping files, layouts of
// annual reports. A profile or a colleague may have sent them.
#include "fuzz/must.h"
#include "base/text.h"
#include "intake/mapping.h"
#include "report/annual_layout.h"
#include "rules/rule_set.h"
#include "site/config.h"
#include "site/definition.h"
#include "site/screens.h"
#include "site/site.h"
#include "site/targets.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

void must_tell(const std::vector<Error>& errors) {
  for (const auto& error : errors) must(!error.code.empty() && valid_utf8(error.text), "a mistake is told in words");
}

const Site& demonstration() {
  static const Site kSite = load_site(DiskFs(), stdfs::path(GONGSHI_SOURCE_DIR) / "content", GONGSHI_SOURCE_DIR).site;
  return kSite;
}

void read_all(const Json& json) {
  if (auto definition = read_definition(json, "x.json"); definition.ok()) {
    for (const auto& field : definition->fields)
      must(!field.is_public || !never_public(field.name, ""), "no definition makes public what never is");
    const DatasetDefinition& before = demonstration().datasets.at("decisions");
    DatasetDefinition after = before;
    if (overlay(after, *definition, "x.json").ok())
      for (const auto& field : after.fields)
        if (const auto* old = before.field(field.name))
          must(!field.is_public || old->is_public || old->sensitivity == Sensitivity::kNone, "no site makes public what is about persons");
  } else {
    must_tell({definition.error()});
  }
  if (const auto rules = read_rule_set(json, "x.json", 100'000); !rules.ok()) must_tell({rules.error()});
  std::vector<Error> errors;
  SiteConfig config;
  read_config(json, "site.json", config, errors);
  std::vector<Screen> screens;
  read_screens(json, "site.json", screens, errors);
  std::vector<Target> targets;
  read_targets(json, "site.json", targets, errors);
  must_tell(errors);
  must_tell(layout_mistakes(json, "annual/x.json"));
  if (const auto mapping = Mapping::read(json, demonstration().datasets.at("decisions"), "x.json"); !mapping.ok()) must_tell({mapping.error()});
  if (const auto layout = read_layout(json, "annual/x.json"); !layout.ok()) must_tell({layout.error()});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto json = parse_config({reinterpret_cast<const char*>(data), size}, "x.json");
  if (json.ok()) {
    read_all(*json);
  } else {
    must_tell({json.error()});
  }
  return 0;
}
