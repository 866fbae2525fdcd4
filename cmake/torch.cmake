# LibTorch: Debian's by default, any other through -DCMAKE_PREFIX_PATH or -DTorch_DIR. Our targets link rw_torch alone.
add_library(rw_torch INTERFACE)
target_link_libraries(rw_torch INTERFACE ${CMAKE_DL_LIBS})

# Where the caller's LibTorch lies, as PyPI and pytorch.org lay it out.
find_path(RW_TORCH_PREFIX share/cmake/Torch/TorchConfig.cmake
    HINTS "${Torch_DIR}/../../.." ${CMAKE_PREFIX_PATH} NO_DEFAULT_PATH NO_CACHE)
cmake_path(ABSOLUTE_PATH RW_TORCH_PREFIX NORMALIZE)
string(REGEX REPLACE "/$" "" RW_TORCH_PREFIX "${RW_TORCH_PREFIX}")

# The CMake files of a CUDA build stop where there is no CUDA toolkit (pytorch issue 73427), which nothing here needs:
# headers and libraries of such a build are named here.
if(EXISTS "${RW_TORCH_PREFIX}/lib/libtorch_cuda.so")
    file(STRINGS "${RW_TORCH_PREFIX}/share/cmake/Torch/TorchConfig.cmake" RW_TORCH_OLD_ABI REGEX "_USE_CXX11_ABI=0")
    if(RW_TORCH_OLD_ABI)
        message(FATAL_ERROR "${RW_TORCH_PREFIX} is built with the C++ ABI from before GCC 5; GoogleTest and the other "
            "libraries here are not. Take LibTorch 2.7 or newer, or a cxx11-abi build.")
    endif()

    # Its include folder also holds its own fmt, which must not come before the one spdlog is built with.
    set(RW_TORCH_HEADERS "${CMAKE_BINARY_DIR}/torch-headers")
    file(MAKE_DIRECTORY "${RW_TORCH_HEADERS}")
    foreach(folder ATen c10 torch)
        file(CREATE_LINK "${RW_TORCH_PREFIX}/include/${folder}" "${RW_TORCH_HEADERS}/${folder}" SYMBOLIC)
    endforeach()
    target_include_directories(rw_torch SYSTEM INTERFACE "${RW_TORCH_HEADERS}")

    # The GPU part loads only with CUDA's own libraries: inside an archive's lib, beside a wheel in nvidia/.
    set(RW_TORCH_LIBRARIES torch_cpu c10)
    set(RW_TORCH_DEVICES "on the CPU alone: CUDA's libraries are not beside it")
    file(GLOB RW_CUDNN "${RW_TORCH_PREFIX}/lib/libcudnn*.so*" "${RW_TORCH_PREFIX}/../nvidia/cudnn/lib/libcudnn*.so*")
    if(RW_CUDNN)
        list(APPEND RW_TORCH_LIBRARIES torch_cuda c10_cuda)
        set(RW_TORCH_DEVICES "with its GPU part")
    endif()
    message(STATUS "LibTorch: ${RW_TORCH_PREFIX}, ${RW_TORCH_DEVICES}")

    # Nothing calls a symbol of the GPU part: its kernels register themselves when it is loaded.
    list(TRANSFORM RW_TORCH_LIBRARIES REPLACE "(.+)" "${RW_TORCH_PREFIX}/lib/lib\\1.so")
    list(JOIN RW_TORCH_LIBRARIES "," RW_TORCH_LIBRARIES)
    target_link_libraries(rw_torch INTERFACE "-Wl,--push-state,--no-as-needed,${RW_TORCH_LIBRARIES},--pop-state")
    # Its OpenMP comes with it too, and one process must have only one.
    list(PREPEND CMAKE_BUILD_RPATH "${RW_TORCH_PREFIX}/lib")
else()
    find_package(Torch REQUIRED)
    target_link_libraries(rw_torch INTERFACE ${TORCH_LIBRARIES})
    target_include_directories(rw_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    separate_arguments(RW_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
    target_compile_options(rw_torch INTERFACE ${RW_TORCH_FLAGS})
endif()
