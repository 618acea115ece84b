#pragma once

#include <string>

#include "render/page_data.h"
#include "render/press.h"

namespace gongshi {

/// Parts that every record's page has: the line of dates (公示时间), the QR code (带走这一页), the
/// source (来源), what belongs to it, and whom to turn to (认为有误或者不服) with the form to print.
Status add_record_sections(const Press& press, PageData& page, const PublicRecord& record);

/// Notices at the head of a record: objection, correction, suspension (look, section 8).
void add_notices(const Press& press, PageData& page, const PublicRecord& record);

/// Whom to ask about a record of this agency: its phone; its mail or the site's; what site.json names
/// under contacts.corrections, an address on the web or a place.
void add_contacts(const Press& press, PageData& page, const std::string& agency);

/// A notice that became public only after the day it announces.
bool after_event(const PublicRecord& record);

bool has_mark(const PublicRecord& record, std::string_view mark);

}  // namespace gongshi
