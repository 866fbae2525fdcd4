#include "core/library/held_out_choice.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rw {

namespace {

struct Stratum
{
    std::vector<std::size_t> members;
    std::size_t quota = 0;
    double remainder = 0.0;
};

std::map<std::string, Stratum> strataOf(std::span<const Choosable> prompts)
{
    std::map<std::string, Stratum> strata;
    for (std::size_t i = 0; i < prompts.size(); ++i)
        strata[prompts[i].category].members.push_back(i);
    return strata;
}

/// Hands out `total` places in proportion to the strata's sizes.
void setQuotas(std::map<std::string, Stratum>& strata, double share, std::size_t total)
{
    std::vector<Stratum*> byRemainder;
    for (auto& [category, stratum] : strata) {
        const double exact = share * static_cast<double>(stratum.members.size());
        stratum.quota = std::min(static_cast<std::size_t>(exact), stratum.members.size());
        stratum.remainder = exact - std::floor(exact);
        total -= std::min(total, stratum.quota);
        byRemainder.push_back(&stratum);
    }
    std::stable_sort(byRemainder.begin(), byRemainder.end(),
                     [](const Stratum* a, const Stratum* b) { return a->remainder > b->remainder; });
    for (Stratum* stratum : byRemainder) {
        if (total > 0 && stratum->quota < stratum->members.size()) {
            ++stratum->quota;
            --total;
        }
    }
}

} // namespace

std::vector<bool> chooseHeldOut(std::span<const Choosable> prompts, double share, std::uint64_t seed)
{
    const auto total = static_cast<std::size_t>(std::llround(share * static_cast<double>(prompts.size())));
    std::map<std::string, Stratum> strata = strataOf(prompts);
    setQuotas(strata, share, total);
    std::vector<bool> heldOut(prompts.size(), false);
    const auto draw = [&](std::size_t i) {
        return std::tuple(sampleUniform(seed, stableHash(prompts[i].id), 0, 0), std::cref(prompts[i].id));
    };
    for (auto& [category, stratum] : strata) {
        std::sort(stratum.members.begin(), stratum.members.end(), [&](std::size_t a, std::size_t b) {
            const auto [drawA, idA] = draw(a);
            const auto [drawB, idB] = draw(b);
            return std::tie(drawA, idA.get()) < std::tie(drawB, idB.get());
        });
        for (std::size_t i = 0; i < stratum.quota; ++i)
            heldOut[stratum.members[i]] = true;
    }
    return heldOut;
}

} // namespace rw
