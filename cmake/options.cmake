# One interface target that carries the language level, the warnings and the sanitizers of our own code.
add_library(rw_options INTERFACE)
target_compile_features(rw_options INTERFACE cxx_std_20)
target_include_directories(rw_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(rw_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${RW_WERROR}>:-Werror>)
# GCC 12 warns about overlapping copies inside std::string that cannot happen (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(rw_options INTERFACE -Wno-restrict)
endif()

if(RW_SANITIZE)
    target_compile_options(rw_options INTERFACE -fsanitize=${RW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    # Libraries that a program does not use are left out: what libcln keeps at its start counts as a leak.
    target_link_options(rw_options INTERFACE -fsanitize=${RW_SANITIZE} -Wl,--as-needed)
endif()

find_program(RW_MOLD mold)
if(RW_MOLD AND NOT RW_SANITIZE)
    target_link_options(rw_options INTERFACE -fuse-ld=mold)
endif()
