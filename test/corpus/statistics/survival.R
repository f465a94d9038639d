# Curves, quantiles, restricted means and log-rank tests of R's survival.
source("json.R")
source("data.R")

curve <- function(fit) {
  s <- summary(fit, censored = TRUE)
  data.frame(time = s$time, atRisk = s$n.risk, events = s$n.event, censored = s$n.censor, survival = s$surv,
             standardError = s$std.err, lower = s$lower, upper = s$upper)
}

of_group <- function(d) {
  transforms <- c("plain", "log", "log-log")
  shares <- c(0.05, 0.1, 0.25, 0.5, 0.75, 0.9)
  fits <- lapply(transforms, function(type) survfit(surv(d) ~ 1, conf.type = type, conf.int = 0.9))
  names(fits) <- transforms
  range <- range(d$time)
  at <- unique(round(seq(range[1], range[2], length.out = 9)))
  means <- t(sapply(at, function(t) summary(fits[[1]], rmean = t)$table[c("rmean", "se(rmean)")]))
  list(
    curves = lapply(fits, curve),
    quantiles = lapply(fits, function(fit) c(list(share = shares), quantile(fit, shares))),
    at = lapply(fits, function(fit) {
      s <- summary(fit, times = c(if (range[1] > 0) 0, at, range[2] + 1), extend = TRUE)
      read <- data.frame(time = s$time, survival = s$surv, standardError = s$std.err, lower = s$lower, upper = s$upper)
      # With delayed entry survfit gives the number at risk at the next exit, not at this time.
      if (is.null(d$entry)) read$atRisk <- s$n.risk
      read
    }),
    restrictedMeans = data.frame(at = at, mean = means[, 1], standardError = means[, 2])
  )
}

by_group <- function(x) if (is.matrix(x)) rowSums(x) else as.numeric(x)

test <- function(d, rho, strata) {
  formula <- if (strata) surv(d) ~ d$group + strata(d$stratum) else surv(d) ~ d$group
  fit <- survdiff(formula, rho = rho)
  df <- length(fit$n) - 1
  list(rho = one(rho), stratified = one(as.numeric(strata)), chiSquared = one(fit$chisq), degreesOfFreedom = one(df),
       p = one(pchisq(fit$chisq, df, lower.tail = FALSE)), observed = by_group(fit$obs), expected = by_group(fit$exp))
}

# survdiff refuses delayed entry; the score test at 0 is the same test.
score_test <- function(d, strata) {
  formula <- if (strata) surv(d) ~ group + strata(stratum) else surv(d) ~ group
  fit <- coxph(formula, d, ties = "exact", iter.max = 0)
  df <- sum(!is.na(fit$coefficients))
  list(rho = one(0), stratified = one(as.numeric(strata)), chiSquared = one(fit$score), degreesOfFreedom = one(df),
       p = one(pchisq(fit$score, df, lower.tail = FALSE)))
}

topic <- lapply(data_sets()[names(data_sets()) != "mgus2"], function(d) {
  stratified <- if (length(unique(d$stratum)) > 1) c(FALSE, TRUE) else FALSE
  tests <- lapply(stratified, function(strata) {
    if (is.null(d$entry)) list(test(d, 0, strata), test(d, 1, strata)) else list(score_test(d, strata))
  })
  list(people = counted(d), groups = c(list(all = of_group(d)), lapply(split(d, d$group), of_group)),
       logRank = do.call(c, tests))
})
# Twelve who leave one by one and twelve censored at the end: flat at exactly a half, and a limit that rises again.
topic$flat <- local({
  d <- people(c(1:12, rep(20, 12)), c(rep(1, 12), rep(0, 12)), "x")
  list(people = counted(d), groups = list(all = of_group(d), x = of_group(d)), logRank = list())
})
write_json(topic, "survival.json")
