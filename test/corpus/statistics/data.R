# The data sets that several topics share: exits counted by group and stratum, in the words of the tests.
library(survival)

events <- c("censored", "dropout", "completion")

# Counts of equal rows: time, event, perhaps entry, group, stratum.
counted <- function(people) {
  people$count <- 1
  aggregate(count ~ ., people, sum)
}

# A made-up course: delayed entry, ties, times before the start, three groups, two strata, completions that compete.
made_up <- function() {
  set.seed(20261125)
  n <- 600
  stratum <- sample(c("north", "south"), n, TRUE, c(0.7, 0.3))
  group <- sample(c("a", "b", "c"), n, TRUE, c(0.5, 0.3, 0.2))
  entry <- sample(-12:9, n, TRUE)
  rate <- 0.02 * c(a = 1, b = 1.6, c = 0.7)[group] * c(north = 1, south = 2)[stratum]
  dropout <- entry + 1 + floor(rexp(n, rate))
  completion <- entry + 1 + floor(rweibull(n, 2.5, 45))
  end <- sample(30:60, n, TRUE)
  time <- pmin(dropout, completion, end)
  event <- ifelse(time == dropout, "dropout", ifelse(time == completion, "completion", "censored"))
  data.frame(time, event, entry, group, stratum)
}

# status: 0 censored, 1 dropout, 2 completion.
people <- function(time, status, group, stratum = "all", entry = NULL) {
  d <- data.frame(time, event = events[status + 1], group = as.character(group), stratum = as.character(stratum))
  if (!is.null(entry)) d$entry <- entry
  d
}

without_entry <- function(d) d[names(d) != "entry"]

data_sets <- function() {
  set.seed(7)
  late <- pmin(lung$time - 1, floor(runif(nrow(lung), 0, 120))) # a delayed entry for a public data set
  list(
    aml = with(aml, people(time, status, x)),
    lung = with(lung, people(time, status - 1, sex)),
    lungLateEntry = with(lung, people(time, status - 1, sex, entry = late)),
    ovarian = with(ovarian, people(futime, fustat, rx, resid.ds)),
    veteran = with(veteran, people(time, status, celltype, trt)),
    mgus2 = with(mgus2, people(ifelse(pstat == 1, ptime, futime), ifelse(pstat == 1, 1, 2 * death), sex, age >= 72)),
    madeUp = without_entry(made_up()),
    madeUpLateEntry = made_up()[1:120, ] # more ties take coxph(ties = "exact") for ever
  )
}

surv <- function(d, event = "dropout") {
  if (is.null(d$entry)) Surv(d$time, d$event == event) else Surv(d$entry, d$time, d$event == event)
}
