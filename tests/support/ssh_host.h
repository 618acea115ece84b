#pragma once

#include <memory>

#include "support/scratch.h"
#include "support/server_process.h"

namespace gongshi::test {

/// sshd on loopback, with a host key and one user key made for the test. The environment of the program
/// (GONGSHI_SSH_KEY, GONGSHI_SSH_KNOWN_HOSTS) is set as a webmaster would.
class SshHost {
 public:
  /// nullptr where openssh-server is missing or cannot run here.
  static std::unique_ptr<SshHost> start() {
    for (const char* program : {"sshd", "ssh", "ssh-keygen"})
      if (!has_program(program)) return nullptr;
    std::unique_ptr<SshHost> host(new SshHost());
    return host->run() ? std::move(host) : nullptr;
  }

  int port() const { return port_; }
  std::string user() const {
    const char* name = std::getenv("USER");
    return ::geteuid() == 0 ? "root" : name ? name : "";
  }
  const Scratch& folder() const { return scratch_; }
  std::filesystem::path key() const { return scratch_ / "user_key"; }
  std::filesystem::path known_hosts() const { return scratch_ / "known_hosts"; }

  /// From now on the host is known by another key than it has.
  void forget_true_key() const {
    make_key("other_key");
    write_known_hosts("other_key.pub");
  }

 private:
  SshHost() = default;

  void make_key(const std::string& name) const {
    // Not RSA: the libssh2 of Debian 12 signs with SHA-1 only, which sshd no longer takes.
    const std::string command = "ssh-keygen -q -t ecdsa -m PEM -N '' -f " + (scratch_ / name).string();
    if (std::system(command.c_str()) != 0) std::abort();
  }
  void write_known_hosts(const std::string& public_key) const {
    scratch_.write("known_hosts", "[127.0.0.1]:" + std::to_string(port_) + " " + slurp(scratch_ / public_key));
  }
  bool run() {
    if (::geteuid() == 0) std::filesystem::create_directories("/run/sshd");
    make_key("host_key");
    make_key("user_key");
    scratch_.write("authorized_keys", slurp(scratch_ / "user_key.pub"));
    port_ = free_port();
    write_known_hosts("host_key.pub");
    scratch_.write("sshd_config", "Port " + std::to_string(port_) + "\nListenAddress 127.0.0.1\nHostKey " +
                                      (scratch_ / "host_key").string() + "\nAuthorizedKeysFile " +
                                      (scratch_ / "authorized_keys").string() +
                                      "\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile none\n"
                                      "PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nLogLevel ERROR\n");
    key_ = std::make_unique<Variable>("GONGSHI_SSH_KEY", key().string());
    hosts_ = std::make_unique<Variable>("GONGSHI_SSH_KNOWN_HOSTS", known_hosts().string());
    return server_.start({"/usr/sbin/sshd", "-D", "-e", "-f", (scratch_ / "sshd_config").string()}, port_);
  }

  Scratch scratch_;
  int port_ = 0;
  ServerProcess server_;
  std::unique_ptr<Variable> key_, hosts_;
};

}  // namespace gongshi::test
