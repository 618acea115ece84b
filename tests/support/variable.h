#pragma once

#include <cstdlib>
#include <string>

namespace gongshi::test {

/// A variable of the environment for the time of a test.
class Variable {
 public:
  Variable(const std::string& name, const std::string& value) : name_(name) { ::setenv(name.c_str(), value.c_str(), 1); }
  ~Variable() { ::unsetenv(name_.c_str()); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
};

}  // namespace gongshi::test
