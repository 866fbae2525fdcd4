#include "core/training/adamw.h"

#include "core/policy/parallel.h"
#include "core/policy/torch_compat.h"
#include "core/training/adamw_kernel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rw {

namespace {

// Elements that one thread takes at a time, and the fewest worth a second one.
constexpr std::size_t kBlock = std::size_t{1} << 16U;

struct LearntTensors
{
    at::Tensor weight;
    at::Tensor firstMoment;
    at::Tensor secondMoment;
};

AdamWStep stepFor(const AdamWSettings& settings, std::int64_t update, double gradientScale, bool decays)
{
    const auto count = static_cast<double>(update);
    const double correction1 = 1.0 - std::pow(static_cast<double>(settings.beta1), count);
    const double correction2 = 1.0 - std::pow(static_cast<double>(settings.beta2), count);
    const double rate = settings.learningRate;
    AdamWStep step;
    step.gradientScale = static_cast<float>(gradientScale);
    if (decays)
        step.keep = static_cast<float>(1.0 - rate * static_cast<double>(settings.weightDecay));
    step.beta1 = settings.beta1;
    step.beta2 = settings.beta2;
    step.rate = static_cast<float>(rate / correction1);
    step.secondMomentScale = static_cast<float>(1.0 / std::sqrt(correction2));
    step.epsilon = settings.epsilon;
    return step;
}

/// Whether the kernels on plain memory may be used.
bool isDense(const at::Tensor& tensor)
{
    return isCpuFloat(tensor) && tensor.is_contiguous();
}

double squaredSumOnCpu(const at::Tensor& tensor)
{
    const float* values = tensor.data_ptr<float>();
    const auto count = static_cast<std::size_t>(tensor.numel());
    std::vector<double> sums((count + kBlock - 1) / kBlock);
    parallelFor(sums.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t block = begin; block < end; ++block)
            sums[block] = squaredSum(values + block * kBlock, std::min(kBlock, count - block * kBlock));
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

void updateOnCpu(const AdamWStep& step, const at::Tensor& gradient, const LearntTensors& learnt)
{
    const float* gradients = gradient.data_ptr<float>();
    float* weights = learnt.weight.data_ptr<float>();
    float* first = learnt.firstMoment.data_ptr<float>();
    float* second = learnt.secondMoment.data_ptr<float>();
    parallelFor(static_cast<std::size_t>(gradient.numel()), kBlock, [&](std::size_t begin, std::size_t end) {
        adamwUpdate(step, gradients + begin, weights + begin, first + begin, second + begin, end - begin);
    });
}

/// The same on LibTorch's operators, for other devices.
void updateAnywhere(const AdamWStep& step, const at::Tensor& gradient, const LearntTensors& learnt)
{
    const at::Tensor scaled = gradient * step.gradientScale;
    const at::Tensor& first = learnt.firstMoment;
    const at::Tensor& second = learnt.secondMoment;
    first.mul_(step.beta1).add_(scaled, 1.0F - step.beta1);
    second.mul_(step.beta2).addcmul_(scaled, scaled, 1.0F - step.beta2);
    const at::Tensor divisor = second.sqrt().mul_(step.secondMomentScale).add_(step.epsilon);
    learnt.weight.mul_(step.keep).addcdiv_(first, divisor, -step.rate);
}

} // namespace

double clipScale(double norm, double maxNorm)
{
    return norm > maxNorm ? maxNorm / (norm + 1e-6) : 1.0;
}

AdamW::AdamW(std::span<const NamedTensor> parameters)
    : m_parameters(parameters.begin(), parameters.end())
{
    const at::NoGradGuard noGrad;
    for (const NamedTensor& parameter : m_parameters) {
        m_expAvg.push_back(at::zeros(parameter.tensor.sizes(), parameter.tensor.options()));
        m_expAvgSq.push_back(at::zeros(parameter.tensor.sizes(), parameter.tensor.options()));
    }
}

double AdamW::gradientNorm() const
{
    const at::NoGradGuard noGrad;
    double sum = 0.0;
    for (const NamedTensor& parameter : m_parameters) {
        const at::Tensor& gradient = parameter.tensor.grad();
        if (gradient.defined())
            sum += isDense(gradient) ? squaredSumOnCpu(gradient) : gradient.square().sum().item<double>();
    }
    return std::sqrt(sum);
}

void AdamW::update(const AdamWSettings& settings, double gradientScale)
{
    const at::NoGradGuard noGrad;
    ++m_updates;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        at::Tensor& parameter = m_parameters[i].tensor;
        const at::Tensor& gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        const AdamWStep step = stepFor(settings, m_updates, gradientScale, parameter.dim() > 1);
        if (isDense(gradient) && isDense(parameter))
            updateOnCpu(step, gradient, {parameter, m_expAvg[i], m_expAvgSq[i]});
        else
            updateAnywhere(step, gradient, {parameter, m_expAvg[i], m_expAvgSq[i]});
    }
    clearGradients();
}

void AdamW::clearGradients()
{
    for (NamedTensor& parameter : m_parameters)
        parameter.tensor.mutable_grad() = at::Tensor();
}

std::vector<NamedTensor> AdamW::state() const
{
    std::vector<NamedTensor> tensors;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        tensors.push_back({"exp_avg." + m_parameters[i].name, m_expAvg[i]});
        tensors.push_back({"exp_avg_sq." + m_parameters[i].name, m_expAvgSq[i]});
    }
    return tensors;
}

} // namespace rw
