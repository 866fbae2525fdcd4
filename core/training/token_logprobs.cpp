#include "core/training/token_logprobs.h"

#include "core/policy/parallel.h"
#include "core/policy/products.h"
#include "core/policy/row_kernels.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/amax.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/stack.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rw {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Some consecutive rows of a query.
struct Block
{
    at::Tensor tokens;
    at::Tensor temperature;
    double softcap = 0.0;
};

/// Runs `work` on each block of rows: its first row, their number, and its part of the query.
template <class Work>
void forEachBlock(const TokenQuery& query, const Work& work)
{
    const std::int64_t rows = query.tokens.size(0);
    for (std::int64_t first = 0; first < rows; first += kLogitRowsAtOnce) {
        const std::int64_t count = std::min(kLogitRowsAtOnce, rows - first);
        work(first, count,
             Block{query.tokens.narrow(0, first, count), query.temperature.narrow(0, first, count),
                   query.softcap});
    }
}

/// Logits of a block, capped, in `buffer`.
at::Tensor blockLogits(const at::Tensor& hidden, const at::Tensor& head, double softcap, at::Tensor& buffer)
{
    at::Tensor logits = buffer.narrow(0, 0, hidden.size(0));
    multiply(hidden, head.t(), logits);
    if (softcap > 0.0)
        logits.div_(softcap).tanh_().mul_(softcap);
    return logits;
}

/// Replaces the logits of a block by exp((x - max) / temperature). @return [rows]: what they add up to, and
/// the log-probability and entropy, all as rows of one tensor [3, rows].
at::Tensor exponentiateOnCpu(at::Tensor& logits, const Block& block)
{
    const RowKernels& kernels = rowKernels();
    const auto vocabulary = static_cast<std::size_t>(logits.size(1));
    const auto rows = static_cast<std::size_t>(logits.size(0));
    at::Tensor found = at::empty({3, logits.size(0)}, logits.options());
    float* sums = found.data_ptr<float>();
    float* chosen = sums + rows;
    float* entropy = chosen + rows;
    float* values = logits.data_ptr<float>();
    const auto* tokens = block.tokens.data_ptr<std::int64_t>();
    const auto* temperature = block.temperature.data_ptr<float>();
    parallelFor(rows, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            float* x = values + row * vocabulary;
            const float largest = kernels.maximum(x, vocabulary);
            const float scale = 1.0F / temperature[row];
            const double ofChosen = static_cast<double>((x[tokens[row]] - largest) * scale);
            const ExpSums terms = kernels.expSums(x, vocabulary, largest, scale, x);
            const double logSum = std::log(terms.sum);
            sums[row] = static_cast<float>(terms.sum);
            chosen[row] = static_cast<float>(ofChosen - logSum);
            entropy[row] = static_cast<float>(logSum - terms.weightedSum / terms.sum);
        }
    });
    return found;
}

at::Tensor exponentiateAnywhere(at::Tensor& logits, const Block& block)
{
    logits.div_(block.temperature.unsqueeze(1));
    logits.sub_(logits.amax(1, true));
    const at::Tensor ofChosen = logits.gather(1, block.tokens.unsqueeze(1)).squeeze(1);
    const at::Tensor terms = logits.exp();
    const at::Tensor sums = terms.sum(1);
    const at::Tensor mean = (terms * logits).sum(1) / sums;
    logits.copy_(terms);
    return at::stack(at::TensorList{sums, ofChosen - sums.log(), sums.log() - mean});
}

at::Tensor exponentiate(at::Tensor& logits, const Block& block)
{
    return logits.is_cpu() ? exponentiateOnCpu(logits, block) : exponentiateAnywhere(logits, block);
}

at::Tensor logitBuffer(const at::Tensor& hidden, const at::Tensor& head)
{
    return at::empty({std::min(kLogitRowsAtOnce, hidden.size(0)), head.size(0)}, hidden.options());
}

/// Whether the exponentials of all rows are kept from the forward pass to the backward one. The slope of a
/// softcap needs the logits themselves.
bool keepsTerms(const at::Tensor& hidden, const at::Tensor& head, const TokenQuery& query, std::int64_t most)
{
    return query.softcap == 0.0 && hidden.size(0) * head.size(0) <= most;
}

/// Sums of exponentials, log-probabilities and entropies of all rows.
/// @param terms [rows, vocab], filled with the exponentials where it is defined
/// @return [3, rows]
at::Tensor evaluate(const at::Tensor& hidden, const at::Tensor& head, const TokenQuery& query,
                    at::Tensor terms = {})
{
    at::Tensor buffer = terms.defined() ? at::Tensor() : logitBuffer(hidden, head);
    at::Tensor results = at::empty({3, hidden.size(0)}, hidden.options());
    forEachBlock(query, [&](std::int64_t first, std::int64_t count, const Block& block) {
        at::Tensor rows = terms.defined() ? terms.narrow(0, first, count) : buffer;
        at::Tensor logits = blockLogits(hidden.narrow(0, first, count), head, block.softcap, rows);
        results.narrow(1, first, count).copy_(exponentiate(logits, block));
    });
    return results;
}

/// The logits' gradient of a block in place of the exponentials: g (onehot - softmax) / temperature.
/// @param sums [rows] of the exponentials
void termsToGradient(at::Tensor& terms, const at::Tensor& sums, const Block& block,
                     const at::Tensor& gradient)
{
    const at::Tensor factor = gradient.div(block.temperature);
    terms.mul_(factor.div(sums).neg_().unsqueeze(1));
    terms.scatter_add_(1, block.tokens.unsqueeze(1), factor.unsqueeze(1));
}

/// The same in place of the logits, times the slope of the softcap.
void logitsToGradient(at::Tensor& logits, const Block& block, const at::Tensor& gradient)
{
    at::Tensor slope;
    if (block.softcap > 0.0)
        slope = logits.div(block.softcap).square_().neg_().add_(1.0);
    const at::Tensor sums = exponentiate(logits, block).select(0, 0);
    termsToGradient(logits, sums, block, gradient);
    if (slope.defined())
        logits.mul_(slope);
}

/// The chunked log-probability as one node of the autograd graph.
struct LogprobFunction : torch::autograd::Function<LogprobFunction>
{
    static variable_list forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& head,
                                 const at::Tensor& tokens, const at::Tensor& temperature, double softcap,
                                 std::int64_t mostKept)
    {
        const TokenQuery query{tokens, temperature, softcap};
        const bool keeps = keepsTerms(hidden, head, query, mostKept);
        const at::Tensor terms =
            keeps ? at::empty({hidden.size(0), head.size(0)}, hidden.options()) : at::Tensor();
        const at::Tensor results = evaluate(hidden, head, query, terms);
        context->save_for_backward({hidden, head, tokens, temperature, results.select(0, 0).clone()});
        context->saved_data["softcap"] = softcap;
        context->saved_data["head learns"] = head.requires_grad();
        context->saved_data["terms"] = terms;
        at::Tensor entropy = results.select(0, 2).clone();
        context->mark_non_differentiable({entropy});
        return {results.select(0, 1).clone(), entropy};
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor &hidden = saved[0], &head = saved[1], &sums = saved[4];
        const TokenQuery query{saved[2], saved[3], context->saved_data["softcap"].toDouble()};
        const at::Tensor gradient = gradients[0].contiguous();
        const at::Tensor terms =
            std::exchange(context->saved_data["terms"], c10::IValue(at::Tensor())).toTensor();
        at::Tensor buffer = terms.defined() ? at::Tensor() : logitBuffer(hidden, head);
        at::Tensor toHidden = at::empty_like(hidden);
        at::Tensor toHead;
        if (context->saved_data["head learns"].toBool())
            toHead = at::empty_like(head);
        forEachBlock(query, [&](std::int64_t first, std::int64_t count, const Block& block) {
            const at::Tensor rows = hidden.narrow(0, first, count), slopes = gradient.narrow(0, first, count);
            at::Tensor toLogits;
            if (terms.defined()) {
                toLogits = terms.narrow(0, first, count);
                termsToGradient(toLogits, sums.narrow(0, first, count), block, slopes);
            } else {
                toLogits = blockLogits(rows, head, block.softcap, buffer);
                logitsToGradient(toLogits, block, slopes);
            }
            at::Tensor part = toHidden.narrow(0, first, count);
            multiply(toLogits, head, part);
            if (toHead.defined())
                multiply(toLogits.t(), rows, toHead, first == 0 ? 0.0F : 1.0F);
        });
        return {toHidden, toHead, {}, {}, {}, {}};
    }
};

} // namespace

TokenLogprobs tokenLogprobs(const at::Tensor& hidden, const at::Tensor& head, const TokenQuery& query,
                            std::int64_t mostKept)
{
    const at::Tensor rows = hidden.contiguous();
    if (!at::GradMode::is_enabled()) {
        const at::Tensor results = evaluate(rows, head, query);
        return {results.select(0, 1), results.select(0, 2)};
    }
    const variable_list results =
        LogprobFunction::apply(rows, head, query.tokens, query.temperature, query.softcap, mostKept);
    return {results[0], results[1]};
}

} // namespace rw
