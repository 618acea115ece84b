#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>

#include "corpus.h"
#include "http_client.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Where a shard is served: an address, and the process in whose network namespace it is, if in another.
struct Host {
  std::string address, process;
};

/// Two hosts from two_hosts.sh, each in a network namespace of its own; else this machine twice.
std::vector<Host> hosts() {
  const char* given = std::getenv("GONGSHI_SHARD_HOSTS");
  if (!given) return {{"127.0.0.1", ""}, {"127.0.0.1", ""}};
  const auto words = split(given, ' ');
  REQUIRE(words.size() == 4);
  return {{words[0], words[1]}, {words[2], words[3]}};
}

/// A port nobody uses now.
int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(at);
  REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&at), size) == 0);
  REQUIRE(::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size) == 0);
  ::close(fd);
  return ntohs(at.sin_port);
}

bool answers(const std::string& address, int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<uint16_t>(port));
  ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
  const bool there = ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0;
  ::close(fd);
  return there;
}

/// One xapian-tcpsrv over one index, read-only, ended with this object.
class ShardServer {
 public:
  ShardServer(const Host& host, const stdfs::path& index) : port_(free_port()) {
    std::vector<std::string> words = {"xapian-tcpsrv", "--quiet", "--interface", host.address,
                                      "--port", std::to_string(port_), index.string()};
    if (!host.process.empty())
      words.insert(words.begin(), {"nsenter", "--target", host.process, "--net"});
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::setpgid(0, 0);  // it ends its whole group when it is ended
      ::execvp(arguments[0], arguments.data());
      ::_exit(127);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!answers(host.address, port_) && std::chrono::steady_clock::now() < end)
      ::usleep(20'000);
    entry_ = "remote " + host.address + ":" + std::to_string(port_);
    REQUIRE(answers(host.address, port_));
  }
  ~ShardServer() { stop(); }
  ShardServer(const ShardServer&) = delete;
  ShardServer& operator=(const ShardServer&) = delete;

  void stop() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  const std::string& entry() const { return entry_; }

 private:
  int port_;
  pid_t process_ = -1;
  std::string entry_;
};

bool has_tcpsrv() {
  const bool there = std::system("command -v xapian-tcpsrv > /dev/null") == 0;
  if (!there) WARN("skipped: xapian-tcpsrv is not installed (packaging/test.list)");
  return there;
}

std::string answer(const stdfs::path& index, const SearchRequest& request) {
  const auto result = search(index, request, true);
  if (!result.ok()) return result.error().text;
  Json out = {{"total", result->total},      {"exact", result->exact},
              {"facets", result->facets},    {"without_own", result->without_own},
              {"labels", result->labels},    {"total_without", result->total_without},
              {"meant", result->did_you_mean}, {"hits", Json::array()}};
  for (const auto& hit : result->hits)
    out["hits"].push_back({hit.url, plain_text(hit.title), plain_text(hit.snippet), hit.result});
  return out.dump();
}

}  // namespace

TEST_CASE("shards on two hosts answer as one local index") {
  if (!has_tcpsrv()) return;
  const Scratch scratch;
  const auto edition = edition_of(corpus(600));
  const AgencyNames agencies = agency_names(edition);
  REQUIRE(IndexWriter::write_index(site(), edition, scratch / "one").ok());
  std::map<std::string, std::vector<const PublicRecord*>> partitions;
  for (const auto& record : edition.records) partitions[IndexWriter::partition(record)].push_back(&record);
  std::vector<stdfs::path> shards[2];
  size_t i = 0;
  for (const auto& [name, records] : partitions) {
    const auto file = scratch / replaced(name, "/", "-");
    REQUIRE(IndexWriter::write_part(site(), records, agencies, file).ok());
    shards[i++ % 2].push_back(file);
  }
  REQUIRE(IndexWriter::join_parts(site(), agencies, shards[0], scratch / "a").ok());
  REQUIRE(IndexWriter::join_parts(site(), agencies, shards[1], scratch / "b").ok());
  const auto at = hosts();
  ShardServer first(at[0], scratch / "a");
  ShardServer second(at[1], scratch / "b");
  DiskFs fs;
  REQUIRE(IndexWriter::write_stub(fs, {first.entry(), second.entry()}, scratch / "both").ok());
  CHECK(IndexWriter::write_stub(fs, {first.entry()}, scratch / "both").error().code == "index");

  size_t asked = 0;
  for (const auto& query : corpus_queries()) {
    const auto request = SearchRequest::read(query);
    if (!request.ok() || ++asked % 3 != 0) continue;
    INFO(Json(query).dump());
    CHECK(answer(scratch / "both", *request) == answer(scratch / "one", *request));
  }
  CHECK(asked > 300);

  second.stop();
  const auto gone = search(scratch / "both", SearchRequest::read({{"q", "示例"}}).value());
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().code == "index");
}
