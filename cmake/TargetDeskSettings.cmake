# SPDX-License-Identifier: MIT
# Compiler settings and the two helpers that every folder uses.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# -O3 costs compile time and gains nothing outside the engine, which asks for it itself.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

add_library(targetdesk_settings INTERFACE)
target_include_directories(targetdesk_settings INTERFACE "${CMAKE_SOURCE_DIR}/models")
target_compile_options(targetdesk_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 sees overlapping copies in "literal" + std::string where there are none (GCC bug 105651).
  target_compile_options(targetdesk_settings INTERFACE -Wno-restrict)
endif()
target_compile_definitions(targetdesk_settings INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_USE_QSTRINGBUILDER
  QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_UP_TO=0x060800)
if(TARGETDESK_WARNINGS_AS_ERRORS)
  target_compile_options(targetdesk_settings INTERFACE -Werror)
endif()
if(TARGETDESK_SANITIZE)
  target_compile_options(targetdesk_settings INTERFACE -fsanitize=${TARGETDESK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(targetdesk_settings INTERFACE -fsanitize=${TARGETDESK_SANITIZE})
endif()

# Reading the JSON library's and the standard library's headers is a third of all compiling: it is done once for all folders
# (the engine and the window, which have other options, each have their own).
set(TARGETDESK_STANDARD_HEADERS <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
  <string> <string_view> <vector>)
function(targetdesk_precompile target)
  cmake_parse_arguments(ARG "" "REUSE_FROM" "HEADERS" ${ARGN})
  if(ARG_REUSE_FROM)
    target_precompile_headers(${target} REUSE_FROM ${ARG_REUSE_FROM})
  else()
    target_precompile_headers(${target} PRIVATE ${ARG_HEADERS})
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # ccache can then tell what a precompiled header holds.
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # The same bug, seen in the standard library's headers when they are precompiled.
      target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
    endif()
  endif()
endfunction()
add_library(targetdesk_precompiled STATIC "${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp")
target_link_libraries(targetdesk_precompiled PRIVATE targetdesk_settings)
targetdesk_precompile(targetdesk_precompiled HEADERS ${TARGETDESK_STANDARD_HEADERS} <nlohmann/json.hpp>)

# One library per folder: targetdesk_library(NAME SOURCES… LINKS…). A folder that is not linked cannot be used by accident:
# its symbols are missing at link time. OWN_PRECOMPILED: it does not share the precompiled header. ONE_BY_ONE: its files are
# compiled one by one also where TARGETDESK_UNITY is on; in all others no two files may have the same name in a nameless namespace.
function(targetdesk_library name)
  cmake_parse_arguments(ARG "OWN_PRECOMPILED;ONE_BY_ONE" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(targetdesk_${name} STATIC ${ARG_SOURCES})
  add_library(targetdesk::${name} ALIAS targetdesk_${name})
  target_link_libraries(targetdesk_${name} PUBLIC targetdesk_settings ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
  if(NOT ARG_ONE_BY_ONE)
    set_target_properties(targetdesk_${name} PROPERTIES UNITY_BUILD ${TARGETDESK_UNITY})
  endif()
  if(NOT ARG_OWN_PRECOMPILED)
    targetdesk_precompile(targetdesk_${name} REUSE_FROM targetdesk_precompiled)
  endif()
endfunction()

# targetdesk_test(NAME SOURCES… LINKS… [LABELS…]): a Qt Test program that ctest runs on the offscreen platform.
function(targetdesk_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE targetdesk_settings Qt6::Test ${ARG_LINKS})
  target_compile_definitions(${name} PRIVATE TESTS_DIR="${CMAKE_SOURCE_DIR}/tests" SOURCE_ROOT="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  # No test asks the keychain of whoever runs it.
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;DBUS_SESSION_BUS_ADDRESS=disabled:"
    TIMEOUT "$<IF:$<BOOL:${ARG_TIMEOUT}>,${ARG_TIMEOUT},300>" LABELS "${ARG_LABELS}"
    # Only Qt's own set-up and clean-up: moc has not seen the test functions.
    FAIL_REGULAR_EXPRESSION "Totals: 2 passed, 0 failed, 0 skipped")
endfunction()
