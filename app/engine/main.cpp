#include "core/engine/command_line.h"
#include "core/policy/blas.h"

int main(int argc, char** argv)
{
    rw::restartWithFastBlas(argv);
    return rw::runCommandLine(argc, argv);
}
