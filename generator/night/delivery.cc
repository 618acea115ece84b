#include "night/delivery.h"

#include "base/text.h"
#include "rules/gate.h"

namespace gongshi {

std::string Incoming::to_bytes() const {
  const Json json = {{"dataset", record.dataset}, {"agency", record.agency},
                     {"id", record.id},           {"fields", record.fields},
                     {"unreadable", record.unreadable}, {"feed", record.feed},
                     {"row", record.row},         {"facts", facts.to_json()},
                     {"digest", digest},          {"order", feed_order}};
  std::string bytes;
  Json::to_cbor(json, bytes);
  return bytes;
}

Incoming Incoming::from_bytes(const std::string& bytes) {
  Json json = Json::from_cbor(bytes);
  Incoming row;
  row.record.dataset = json.at("dataset");
  row.record.agency = json.at("agency");
  row.record.id = json.at("id");
  row.record.norm_id = normalized_id(row.record.id);
  row.record.fields = std::move(json.at("fields"));
  row.record.unreadable = json.at("unreadable").get<std::set<std::string>>();
  row.record.feed = json.at("feed");
  row.record.row = json.at("row");
  row.facts = Facts::from_json(json.at("facts"));
  row.digest = json.at("digest");
  row.feed_order = json.at("order");
  return row;
}

RejectedRow duplicate_row(const Record& record) {
  return {"duplicate", record.feed, record.dataset, record.agency, record.id, record.row, "id",
          "同一编号有几行内容不同，又没有先后可分。", "请只留下正确的一行，或者填写 updated_at（更新时间）。", true, {}, {}, text_at(record.fields, "updated_at")};
}

void put_secrecy_first(IntakeRow& row) {
  const auto secret = [](RejectedRow back) {
    back.reason = "secret";
    back.column.clear();
    back.text = "涉密信息误入非涉密系统，程序没有保存这一行。";
    back.mend = "请立即按保密规定处置来源系统，并通知保密工作部门。";
    back.carries_flag = true;
    return back;
  };
  if (auto* record = std::get_if<Record>(&row)) {
    if (Gate::is_secret(*record))
      row = secret({"", record->feed, record->dataset, record->agency, record->id, record->row, "", "", "", true, record->digest, {}, text_at(record->fields, "updated_at")});
  } else if (auto* back = std::get_if<RejectedRow>(&row)) {
    const bool marked = Gate::is_secret(back->suspects);
    back->suspects.clear();
    if (marked) *back = secret(std::move(*back));
  } else if (auto* removal = std::get_if<Removal>(&row)) {
    const bool marked = Gate::is_secret(removal->suspects);
    removal->suspects.clear();
    if (marked) row = secret({"", removal->feed, removal->dataset, removal->agency, removal->id, removal->row, "", "", "", true, ""});
  }
}

Error secret_file(const std::string& feed) {
  return {"feed_failed",
          "表头、标题、说明或者记录以外的地方有密级标志，涉密信息误入非涉密系统，整份文件没有采用。请立即按保密规定处置来源系统，并通知保密工作部门。",
          feed};
}

RejectedRow unknown_reason_row(const Record& record) {
  return {"bad_value", record.feed, record.dataset, record.agency, record.id, record.row, "reason",
          "不是不予公示的理由。", "请填写不予公示的理由，例如 minor、state_secret（docs/rules.md）。", true, {}, {}, text_at(record.fields, "updated_at")};
}

}  // namespace gongshi
