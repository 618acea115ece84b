// A feed that lies on another host, fetched from an sshd on loopback.
#include "fetching.h"
#include "support/ssh_host.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct SftpFeed : Fetching {
  std::unique_ptr<SshHost> host = SshHost::start();
  SftpFeed() {
    limits.retry.tries = 1;
    if (!host) {
      WARN("openssh-server is missing: skipped");
      return;
    }
    host->folder().write("out/decisions.jsonl", "{\"id\":\"1\"}\n");
  }
  std::string url(const std::string& name = "out/decisions.jsonl") const {
    return "sftp://" + host->user() + "@127.0.0.1:" + std::to_string(host->port()) + (host->folder() / name).string();
  }
};

}  // namespace

TEST_CASE("a feed comes from an SSH server with the key of the environment") {
  SftpFeed feed;
  if (!feed.host) return;
  CHECK(feed.text(feed.url()) == "{\"id\":\"1\"}\n");
  std::filesystem::remove_all(feed.scratch / "tmp");
  feed.host->folder().write("out/decisions.jsonl", std::string(3'000'000, 'x'));
  CHECK(feed.text(feed.url()).size() == 3'000'000);
}

TEST_CASE("a file that an SSH server does not have is told and leaves nothing") {
  SftpFeed feed;
  if (!feed.host) return;
  feed.fails(feed.url("out/none.jsonl"), "取不到");
}

TEST_CASE("an SSH server with another key than the known one is not read") {
  SftpFeed feed;
  if (!feed.host) return;
  feed.host->forget_true_key();
  feed.fails(feed.url(), "取不到");
}

TEST_CASE("an SSH server that does not take the key gives nothing") {
  SftpFeed feed;
  if (!feed.host) return;
  feed.host->folder().write("authorized_keys", "");
  feed.fails(feed.url(), "取不到");
}
