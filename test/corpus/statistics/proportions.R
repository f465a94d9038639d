# Proportions, differences of proportions and means, adjusted p-values, quantiles.
source("json.R")

wilson <- function(x, n, level) suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)

# Newcombe's method 10 from R's Wilson limits.
newcombe <- function(x1, n1, x2, n2, level) {
  p <- c(x1 / n1, x2 / n2)
  one <- wilson(x1, n1, level)
  two <- wilson(x2, n2, level)
  d <- p[1] - p[2]
  c(d, d - sqrt((p[1] - one[1])^2 + (two[2] - p[2])^2), d + sqrt((one[2] - p[1])^2 + (p[2] - two[1])^2))
}

shares <- data.frame(successes = c(0, 1, 5, 48, 56, 80, 80, 123456), total = c(10, 3, 5, 80, 70, 80, 1e6, 1e6))
pairs <- data.frame(x1 = c(56, 9, 6, 5, 0, 0, 10, 10, 400), n1 = c(70, 10, 7, 56, 10, 10, 10, 10, 1000),
                    x2 = c(48, 3, 2, 0, 0, 0, 0, 0, 450), n2 = c(80, 10, 7, 29, 20, 10, 20, 10, 900))
both <- function(level) list(
  level = structure(level, class = "one"),
  wilson = t(mapply(function(x, n) c(x / n, wilson(x, n, level)), shares$successes, shares$total)),
  newcombe = t(mapply(newcombe, pairs$x1, pairs$n1, pairs$x2, pairs$n2, level))
)

welch <- function(x, y, level) {
  test <- t.test(x, y, conf.level = level)
  of <- function(v) list(size = one(length(v)), mean = one(mean(v)), variance = one(var(v)))
  list(first = of(x), second = of(y), level = one(level), estimate = one(mean(x) - mean(y)),
       lower = one(test$conf.int[1]), upper = one(test$conf.int[2]), degreesOfFreedom = one(test$parameter))
}

set.seed(3)
p <- c(runif(40)^3, 0.01, 0.01, 1, 1e-30)
sample <- sort(round(rnorm(57, 60, 15), 3))
probs <- c(0, 0.01, 0.25, 0.5, 0.9, 1)
write_json(list(
  shares = shares, pairs = pairs, levels = lapply(c(0.9, 0.95, 0.99), both),
  welch = list(welch(sleep$extra[1:10], sleep$extra[11:20], 0.95), welch(iris$Sepal.Length[1:50], iris$Petal.Width, 0.9),
               welch(c(1, 2), c(5, 9, 14), 0.99)),
  adjusted = list(p = p, value = p.adjust(p, "BH")),
  quantiles = list(sample = sample, p = probs, value = quantile(sample, probs), pair = quantile(c(1, 2), probs))
), "proportions.json")
