#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace gongshi {

/// The one error type of the program. Library exceptions are turned into it at the edge of the room
/// that uses the library.
struct Error {
  std::string code;   ///< Stable and machine-readable: a reject reason (`bad_value`) or a room's own word.
  std::string text;   ///< One Chinese sentence: what happened and what can be done about it.
  std::string where;  ///< File, row and column, address or record; empty when there is no such place.
};

/// A value or the error that kept it from existing.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  /// By value, so that a loop over `f().value()` does not run over what is gone.
  T value() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or the error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace gongshi

/// Returns the error of `expr` (a Status or Result) from the enclosing function.
#define GONGSHI_TRY(expr)                                 \
  do {                                                    \
    if (auto try_result_ = (expr); !try_result_.ok())     \
      return ::gongshi::Error(try_result_.error());       \
  } while (false)

#define GONGSHI_CONCAT_(a, b) a##b
#define GONGSHI_CONCAT(a, b) GONGSHI_CONCAT_(a, b)

/// `GONGSHI_ASSIGN(auto x, f());` declares x from f's value, or returns f's error.
#define GONGSHI_ASSIGN(decl, expr)                                       \
  auto GONGSHI_CONCAT(result_, __LINE__) = (expr);                       \
  if (!GONGSHI_CONCAT(result_, __LINE__).ok())                           \
    return ::gongshi::Error(GONGSHI_CONCAT(result_, __LINE__).error());  \
  decl = std::move(GONGSHI_CONCAT(result_, __LINE__)).value()
