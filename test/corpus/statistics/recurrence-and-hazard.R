# Mean cumulative counts of recurrent events and hazards by interval.
source("json.R")
source("data.R")

# bladder1: one row per interval between recurrences; end: when observation of a person ends.
recurrent <- subset(bladder1, stop > start)
recurrent$event <- as.numeric(recurrent$status == 1)
ends <- aggregate(stop ~ id, recurrent, max)
starts <- aggregate(start ~ id, recurrent, min)
mean_count <- local({
  fit <- survfit(Surv(start, stop, event) ~ 1, recurrent)
  at <- fit$n.event > 0
  z <- qnorm(0.975)
  error <- fit$std.chaz[at] / fit$cumhaz[at]
  list(
    ends = as.data.frame(table(time = ends$stop), stringsAsFactors = FALSE),
    events = as.data.frame(table(time = recurrent$stop[recurrent$event == 1]), stringsAsFactors = FALSE),
    time = fit$time[at], atRisk = fit$n.risk[at], mean = fit$cumhaz[at], standardError = fit$std.chaz[at],
    lower = exp(log(fit$cumhaz[at]) - z * error), upper = exp(log(fit$cumhaz[at]) + z * error)
  )
})
for (name in c("ends", "events")) mean_count[[name]]$time <- as.numeric(mean_count[[name]]$time)
stopifnot(all(starts$start == 0))

# With the events of each person together: the robust error.
robust <- function(rows) {
  fit <- survfit(Surv(start, stop, event) ~ 1, rows, id = id, robust = TRUE)
  at <- fit$n.event > 0
  list(
    histories = unname(lapply(split(rows, rows$id), function(person) list(
      entry = one(min(person$start)), end = one(max(person$stop)), events = person$stop[person$event == 1], count = one(1)))),
    expected = list(time = fit$time[at], atRisk = fit$n.risk[at], mean = fit$cumhaz[at], standardError = fit$std.chaz[at])
  )
}
late <- subset(transform(recurrent, start = pmax(start, id %% 6)), stop > start)

# Each person cut at the ends of the intervals, and what falls into each summed up.
hazard <- function(d, cuts) {
  d <- data.frame(start = if (is.null(d$entry)) cuts[1] else d$entry, stop = d$time, event = as.numeric(d$event == "dropout"))
  d <- d[d$stop > d$start, ]
  pieces <- survSplit(Surv(start, stop, event) ~ ., d, cut = cuts, episode = "interval")
  pieces <- subset(pieces, interval > 1 & interval <= length(cuts))
  by_interval <- function(x) as.numeric(tapply(x, factor(pieces$interval, 2:length(cuts)), sum, default = 0))
  events <- by_interval(pieces$event)
  time <- by_interval(pieces$stop - pieces$start)
  limits <- mapply(function(x, t) if (t == 0) c(NA, NA, NA) else {
    test <- poisson.test(x, t, conf.level = 0.9)
    c(test$estimate, test$conf.int)
  }, events, time)
  data.frame(events = events, personTime = time, hazard = limits[1, ], lower = limits[2, ], upper = limits[3, ])
}

sets <- data_sets()
week <- function(name, cuts) list(people = counted(sets[[name]]), cuts = cuts, expected = hazard(sets[[name]], cuts))
counts <- c(0, 1, 2, 17, 240, 5000, 123456)
write_json(list(
  meanCount = mean_count,
  robust = list(bladder = robust(recurrent), bladderLateEntry = robust(late)),
  hazards = list(madeUp = week("madeUp", seq(0, 70, 7)), madeUpLateEntry = week("madeUpLateEntry", seq(-14, 70, 7)),
                 lung = week("lung", c(0, 30, 90, 365, 1100, 1200))),
  poisson = list(count = counts, lower = sapply(counts, function(x) poisson.test(x)$conf.int[1]),
                 upper = sapply(counts, function(x) poisson.test(x)$conf.int[2]))
), "recurrence-and-hazard.json")
