#include "core/checking/verdict_service.h"
#include "core/verify/make_verifier.h"

#include <cstdio>
#include <exception>
#include <iostream>

/// rollout-verifier SPEC: judges answers, a line of JSON each on stdin, by the verifier that SPEC describes.
/// rollout-engine starts it for verifiers that must not run in its own process.
int main(int argc, char** argv)
{
    try {
        if (argc != 2) {
            std::fputs("rollout-verifier is started by rollout-engine, with the verifier to run.\n", stderr);
            return 2;
        }
        const auto verifier = rw::makeVerifier(std::vector{rw::verifierSpecFromString(argv[1])});
        rw::serveVerdicts(std::cin, std::cout, *verifier);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
}
