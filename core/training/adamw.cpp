#include "core/training/adamw.h"

#include "core/policy/torch_compat.h"

#include <cmath>

namespace rw {

AdamW::AdamW(std::span<const NamedTensor> parameters)
    : m_parameters(parameters.begin(), parameters.end())
{
    const at::NoGradGuard noGrad;
    for (const NamedTensor& parameter : m_parameters) {
        m_expAvg.push_back(at::zeros(parameter.tensor.sizes(), parameter.tensor.options()));
        m_expAvgSq.push_back(at::zeros(parameter.tensor.sizes(), parameter.tensor.options()));
    }
}

void AdamW::update(const AdamWSettings& settings)
{
    const at::NoGradGuard noGrad;
    ++m_updates;
    const auto count = static_cast<double>(m_updates);
    const double correction1 = 1.0 - std::pow(static_cast<double>(settings.beta1), count);
    const double correction2 = 1.0 - std::pow(static_cast<double>(settings.beta2), count);
    const double rate = settings.learningRate;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        at::Tensor& parameter = m_parameters[i].tensor;
        const at::Tensor gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        if (settings.weightDecay > 0.0F && parameter.dim() > 1)
            parameter.mul_(1.0 - rate * static_cast<double>(settings.weightDecay));
        m_expAvg[i].mul_(settings.beta1).add_(gradient, 1.0 - static_cast<double>(settings.beta1));
        m_expAvgSq[i]
            .mul_(settings.beta2)
            .addcmul_(gradient, gradient, 1.0 - static_cast<double>(settings.beta2));
        const at::Tensor divisor =
            m_expAvgSq[i].sqrt().div_(std::sqrt(correction2)).add_(static_cast<double>(settings.epsilon));
        parameter.addcdiv_(m_expAvg[i], divisor, -rate / correction1);
    }
    clearGradients();
}

double AdamW::clipGradients(double maxNorm)
{
    const at::NoGradGuard noGrad;
    double sum = 0.0;
    for (const NamedTensor& parameter : m_parameters) {
        if (parameter.tensor.grad().defined())
            sum += parameter.tensor.grad().square().sum().item<double>();
    }
    const double norm = std::sqrt(sum);
    if (norm > maxNorm) {
        for (const NamedTensor& parameter : m_parameters) {
            if (parameter.tensor.grad().defined())
                parameter.tensor.grad().mul_(maxNorm / (norm + 1e-6));
        }
    }
    return norm;
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
