#include "core/commands/command_line.h"

/// rollout-engine: what needs no model it does itself, without loading LibTorch.
int main(int argc, char** argv)
{
    return rw::runLightCommandLine(argc, argv);
}
