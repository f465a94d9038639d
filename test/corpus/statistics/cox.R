# Cox regressions of survival::coxph with their data, and cox.zph.
suppressWarnings(suppressMessages(library(survival)))
source("json.R")

# Rows with anything missing are left out here, so that the data of the test are what R fitted.
regression <- function(formula, data, entry = NULL, exit, event, stratum = NULL, cluster = NULL, robust = NULL) {
  told <- character()
  call <- list(formula = formula, data = data)
  if (!is.null(robust)) call$robust <- robust
  if (!is.null(cluster)) call$cluster <- data[[cluster]]
  fit <- withCallingHandlers(do.call(coxph, call), warning = function(w) {
    told <<- c(told, conditionMessage(w))
    invokeRestart("muffleWarning")
  })
  x <- model.matrix(fit)
  estimated <- !is.na(coef(fit))
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  found <- summary(fit)
  column <- function(name) ifelse(estimated, found$coefficients[, name], NA)
  test <- function(chi) list(chiSquared = one(chi), degreesOfFreedom = one(sum(estimated)),
                             p = one(pchisq(chi, sum(estimated), lower.tail = FALSE)))
  zph <- function(transform) {
    table <- cox.zph(fit, transform)$table
    rows <- lapply(seq_len(nrow(table)), function(row) list(
      chiSquared = one(table[row, "chisq"]), degreesOfFreedom = one(table[row, "df"]), p = one(table[row, "p"])))
    list(terms = unname(Map(function(term, row) c(list(term = one(term)), row), head(rownames(table), -1), head(rows, -1))),
         global = rows[[nrow(table)]])
  }
  list(
    data = list(
      covariates = unname(lapply(seq_len(ncol(x)), function(i) list(
        name = one(colnames(x)[i]),
        term = one(names(fit$assign)[vapply(fit$assign, function(columns) i %in% columns, NA)]),
        values = unname(x[, i])))),
      entry = if (!is.null(entry)) data[[entry]],
      exit = data[[exit]], event = as.integer(data[[event]]),
      stratum = if (!is.null(stratum)) as.integer(factor(data[[stratum]])),
      cluster = if (!is.null(cluster)) as.integer(factor(data[[cluster]]))),
    robust = one(as.integer(!is.null(fit$naive.var))),
    warnings = I(told),
    fit = list(
      coefficients = unname(lapply(seq_len(ncol(x)), function(i) list(
        coefficient = one(unname(coef(fit)[i])),
        standardError = one(if (estimated[i]) sqrt(naive[i, i]) else NA),
        robustStandardError = one(if (estimated[i] && !is.null(fit$naive.var)) sqrt(fit$var[i, i]) else NA),
        z = one(column("z")[[i]]), p = one(column("Pr(>|z|)")[[i]]),
        hazardRatio = one(exp(coef(fit)[[i]])),
        lower = one(ifelse(estimated[i], found$conf.int[i, "lower .95"], NA)),
        upper = one(ifelse(estimated[i], found$conf.int[i, "upper .95"], NA))))),
      observations = one(fit$n), events = one(fit$nevent),
      logLikelihood = list(null = one(fit$loglik[1]), fitted = one(fit$loglik[2])),
      likelihoodRatio = test(2 * diff(fit$loglik)), wald = test(unname(fit$wald.test)), score = test(fit$score),
      robustScore = if (!is.null(fit$naive.var)) test(fit$rscore),
      covariance = matrix(naive, ncol(x)),
      robustCovariance = if (!is.null(fit$naive.var)) matrix(fit$var, ncol(x)),
      iterations = one(fit$iter)),
    km = zph("km"), identity = zph("identity"))
}

died <- function(data, time, event) { data$event <- event; data$exit <- data[[time]]; data }
lung <- na.omit(died(survival::lung, "time", survival::lung$status == 2)[, c("exit", "event", "inst", "age", "sex", "ph.ecog", "ph.karno", "wt.loss")])
lung$twice <- 2 * lung$age - 3
ovarian <- died(survival::ovarian, "futime", survival::ovarian$fustat == 1)
veteran <- died(survival::veteran, "time", survival::veteran$status == 1)
aml <- died(survival::aml, "time", survival::aml$status == 1)
heart <- transform(survival::heart, exit = stop, event = event == 1)
cgd <- transform(survival::cgd, exit = tstop, event = status == 1)

# Few times, many ties, several strata, delayed entry, learners in several rows.
set.seed(20261125)
n <- 600
ties <- data.frame(id = rep(1:200, each = 3), group = sample(1:4, n, TRUE), a = round(rnorm(n), 2), b = rbinom(n, 1, 0.4),
                   c = sample(0:5, n, TRUE), entry = sample(0:5, n, TRUE))
ties$exit <- ties$entry + pmin(ceiling(rexp(n, 0.15 * exp(0.5 * ties$a - 0.4 * ties$b))), 12)
ties$event <- rbinom(n, 1, 0.8) == 1
ties$kind <- factor(c("x", "y", "z")[sample(1:3, n, TRUE)])

# The covariate tells the events from the rest.
separated <- data.frame(exit = 1:12, event = rep(c(TRUE, FALSE), 6), a = rep(c(1, 0), 6), b = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8))
# Nobody of the group leaves: the likelihood settles while the coefficient runs away.
monotone <- transform(separated, event = rep(c(TRUE, FALSE, FALSE), 4), a = rep(c(0, 1, 0), 4))

right <- function(formula, data, ...) regression(formula, data, exit = "exit", event = "event", ...)
write_json(list(
  lung = right(Surv(exit, event) ~ age + sex + ph.ecog, lung),
  "lung in strata" = right(Surv(exit, event) ~ age + ph.karno + wt.loss + strata(sex), lung, stratum = "sex"),
  "lung, by institution" = right(Surv(exit, event) ~ age + sex + ph.ecog, lung, cluster = "inst"),
  "lung with a collinear term" = right(Surv(exit, event) ~ age + twice + sex, lung),
  ovarian = right(Surv(exit, event) ~ age + rx + resid.ds + ecog.ps, ovarian),
  veteran = right(Surv(exit, event) ~ trt + celltype + karno + diagtime + age + prior, veteran),
  "veteran, robust" = right(Surv(exit, event) ~ trt + celltype + karno, veteran, robust = TRUE),
  aml = right(Surv(exit, event) ~ x, aml),
  heart = regression(Surv(start, exit, event) ~ age + year + surgery + transplant, heart, "start", "exit", "event"),
  "heart, by patient in strata" = regression(Surv(start, exit, event) ~ age + year + transplant + strata(surgery), heart, "start", "exit", "event", "surgery", "id"),
  "cgd, recurrent" = regression(Surv(tstart, exit, event) ~ treat + age + inherit + propylac, cgd, "tstart", "exit", "event", cluster = "id"),
  ties = right(Surv(exit, event) ~ a + b + c + kind, ties),
  "ties with delayed entry" = regression(Surv(entry, exit, event) ~ a + b + kind, ties, "entry", "exit", "event"),
  "ties with delayed entry in strata, by learner" = regression(Surv(entry, exit, event) ~ a + b + c + kind + strata(group), ties, "entry", "exit", "event", "group", "id"),
  separated = right(Surv(exit, event) ~ a + b, separated),
  monotone = right(Surv(exit, event) ~ a + b, monotone)
), "cox.json")
