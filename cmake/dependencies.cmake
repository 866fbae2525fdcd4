# Everything the project links, found in one place. ARCHITECTURE.md says why each is here.
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(SQLiteCpp 3.2 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(simdjson 3.0 REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(ginac REQUIRED IMPORTED_TARGET ginac)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

# libcsv comes without a file for CMake or pkg-config.
find_path(RW_CSV_INCLUDE csv.h REQUIRED)
find_library(RW_CSV_LIBRARY csv REQUIRED)
add_library(CSV::CSV UNKNOWN IMPORTED)
set_target_properties(CSV::CSV PROPERTIES
    IMPORTED_LOCATION "${RW_CSV_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${RW_CSV_INCLUDE}")

if(RW_TORCH)
    # oneDNN's own file for CMake asks for OpenCL's headers, which nothing here needs.
    find_path(RW_ONEDNN_INCLUDE oneapi/dnnl/dnnl.h REQUIRED)
    find_library(RW_ONEDNN_LIBRARY dnnl REQUIRED)
    add_library(OneDNN::OneDNN UNKNOWN IMPORTED)
    set_target_properties(OneDNN::OneDNN PROPERTIES
        IMPORTED_LOCATION "${RW_ONEDNN_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${RW_ONEDNN_INCLUDE}")
    include(cmake/torch.cmake)
endif()
if(RW_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport LinguistTools Test)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
if(RW_TESTS)
    find_package(GTest 1.12 REQUIRED)
endif()
