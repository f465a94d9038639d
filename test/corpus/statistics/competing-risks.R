# Cumulative incidences, their errors and Gray's tests of R's cmprsk.
source("json.R")
source("data.R")
library(cmprsk)

# cuminc lists each step twice, after a first point at 0 and before a last one at the end of follow-up.
steps <- function(x) {
  at <- seq(3, length(x$time) - 1, by = 2)
  data.frame(time = x$time[at], cumulativeIncidence = x$est[at], standardError = sqrt(x$var[at]))
}

causes <- c("dropout", "completion")

of_group <- function(d) {
  fit <- cuminc(d$time, d$event, cencode = "censored")
  found <- sapply(causes, function(cause) any(d$event == cause))
  lapply(setNames(causes[found], causes[found]), function(cause) steps(fit[[paste(1, cause)]]))
}

tests <- function(d, strata) {
  fit <- if (strata) cuminc(d$time, d$event, d$group, d$stratum, cencode = "censored")
         else cuminc(d$time, d$event, d$group, cencode = "censored")
  lapply(rownames(fit$Tests), function(cause) {
    test <- fit$Tests[cause, ]
    list(cause = one(cause), stratified = one(as.numeric(strata)), chiSquared = one(test[["stat"]]),
         degreesOfFreedom = one(test[["df"]]), p = one(pchisq(test[["stat"]], test[["df"]], lower.tail = FALSE)))
  })
}

# With delayed entry cmprsk knows nothing; survfit has the estimate, with another error.
late <- function(d) {
  fit <- survfit(Surv(entry, time, factor(event, events)) ~ 1, d, id = seq_len(nrow(d)))
  list(people = counted(d), time = fit$time, dropout = fit$pstate[, 2], completion = fit$pstate[, 3])
}

sets <- data_sets()
write_json(list(
  sets = lapply(sets[c("aml", "veteran", "mgus2", "madeUp")], function(d) {
    stratified <- if (length(unique(d$stratum)) > 1) c(FALSE, TRUE) else FALSE
    list(people = counted(d), groups = c(list(all = of_group(d)), lapply(split(d, d$group), of_group)),
         tests = do.call(c, lapply(stratified, function(strata) tests(d, strata))))
  }),
  lateEntry = late(sets$madeUpLateEntry)
), "competing-risks.json")
