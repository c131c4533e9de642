# -D CALLUS_SANITIZE=ON: AddressSanitizer and UndefinedBehaviorSanitizer, for the unit tests (`./bootstrap.sh sanitize`).
#
# A build type of its own, with little optimisation: code compiles fast and stack traces have line numbers. The assertions of the
# standard library see an index that is outside of a vector but inside of its memory, which the sanitizer cannot. Whatever is found
# ends the test.
option(CALLUS_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(CALLUS_SANITIZE)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    message(FATAL_ERROR "CALLUS_SANITIZE needs GCC or Clang, not ${CMAKE_CXX_COMPILER_ID}.")
  endif()
  set(CMAKE_BUILD_TYPE Sanitize CACHE STRING "" FORCE)
  set(CMAKE_CXX_FLAGS_SANITIZE "-O1 -g1")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=address,undefined)
endif()
