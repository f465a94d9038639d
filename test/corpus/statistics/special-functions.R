# Tails and quantiles of R's own distributions.
source("json.R")
z <- c(0.1, 1.96, 5, 10, 20, 35, -3)
p <- c(1e-10, 0.001, 0.025, 0.4, 0.5, 0.6, 0.9, 0.975, 0.9999)
chi <- expand.grid(x = c(0.01, 0.3, 3.84, 55.3, 280, 1200, 2100, 2600), df = c(1, 2, 3, 5, 21, 41, 1999, 2400))
gamma <- expand.grid(p = c(0.005, 0.025, 0.5, 0.975, 0.995), shape = c(0.5, 1, 3, 17, 100, 999.5, 1234, 1e4, 1e6))
student <- expand.grid(p = c(0.025, 0.6, 0.95, 0.995), df = c(1, 2.2, 7.3, 33.3, 1234.5, 1e6))
write_json(list(
  normalUpperTail = data.frame(z = z, value = pnorm(z, lower.tail = FALSE)),
  normalTwoSidedTail = data.frame(z = z, value = 2 * pnorm(abs(z), lower.tail = FALSE)),
  normalQuantile = data.frame(p = p, value = qnorm(p)),
  chiSquaredUpperTail = cbind(chi, value = pchisq(chi$x, chi$df, lower.tail = FALSE)),
  gammaQuantile = cbind(gamma, value = qgamma(gamma$p, gamma$shape)),
  studentTQuantile = cbind(student, value = qt(student$p, student$df))
), "special-functions.json")
