# The figures of oulad-questions.mjs from the CSV files alone, by R's survival and cmprsk.
#   Rscript oulad-questions.R <folder of the CSV files> <file that oulad-questions.mjs --json wrote>
# Prints the greatest relative difference of each question and fails where one is above 1e-9, of a regression above 1e-8:
# where its iterations stop decides the digits behind that. Needs survival, cmprsk, jsonlite.
suppressPackageStartupMessages({ library(survival); library(cmprsk); library(jsonlite) })
args <- commandArgs(TRUE)
read <- function(file) read.csv(file.path(args[1], file), na.strings = c("", "?"), stringsAsFactors = FALSE)
key <- c("code_module", "code_presentation")
d <- merge(merge(read("studentInfo.csv"), read("studentRegistration.csv"), by = c(key, "id_student")), read("courses.csv"), by = key)
d <- transform(d, course = code_module, enrolled = date_registration, left = date_unregistration,
               end = module_presentation_length)
fields <- c("course", "enrolment.gender", "enrolment.highest_education")
names(fields) <- c("course", "gender", "highest_education")

# One row per enrolment: entry, time and event, as the question defines them.
followed <- function(d, body) {
  from <- if (identical(body$origin, "enrolment")) d$enrolled else 0
  delayed <- isTRUE(body$delayedEntry)
  cohort <- if (is.null(body$cohort)) "enrolled-at-origin" else body$cohort
  d$known <- !is.na(from) & !(delayed & is.na(d$enrolled))
  drops <- !is.na(d$left) & d$left <= d$end
  d$time <- ifelse(drops, d$left, d$end) - from
  d$event <- ifelse(drops, "dropout", ifelse(d$final_result == "Withdrawn", "censored", "completion"))
  d$entry <- if (delayed) pmax(0, d$enrolled) else 0
  runStart <- !identical(body$origin, "enrolment")
  d$out <- d$known & runStart & cohort == "enrolled-at-origin" & d$event == "dropout" & d$time <= 0
  bounded <- !(runStart && cohort == "all" && !delayed)
  d$leftOut <- !d$known | (!d$out & bounded & !(d$time > d$entry))
  d
}

worst <- 0
limit <- 1e-9
differ <- function(what, is, should) {
  is <- as.numeric(unlist(is)); should <- as.numeric(should)
  if (length(is) != length(should) || any(is.na(is) != is.na(should))) stop(what, ": not the same figures")
  both <- !is.na(should)
  gap <- max(0, abs(is - should)[both] / ifelse(should[both] == 0, 1, abs(should[both])))
  if (gap > limit) stop(what, ": off by ", gap)
  worst <<- max(worst, gap)
}
orNA <- function(list, field) sapply(list, function(one) if (is.null(one[[field]])) NA else one[[field]])

check_group <- function(d, group, body) {
  k <- d[!d$leftOut & !d$out, ]
  differ("counts", group[c("learners", "events", "completed", "censored", "leftOut", "notInCohort")],
         c(nrow(k), sum(k$event == "dropout"), sum(k$event == "completion"), sum(k$event != "dropout"), sum(d$leftOut), sum(d$out)))
  surv <- if (isTRUE(body$delayedEntry)) Surv(k$entry, k$time, k$event == "dropout") else Surv(k$time, k$event == "dropout")
  fit <- survfit(surv ~ 1, conf.type = "log-log")
  s <- summary(fit, censored = TRUE)
  keep <- s$n.event + s$n.censor > 0
  for (pair in list(c("time", "time"), c("atRisk", "n.risk"), c("events", "n.event"), c("survival", "surv"),
                    c("standardError", "std.err"), c("lower", "lower"), c("upper", "upper")))
    differ(pair[1], orNA(group$curve, pair[1]), s[[pair[2]]][keep])
  q <- quantile(fit, c(.25, .5, .75))
  differ("quantiles", orNA(group$quantiles, "time"), q$quantile)
  differ("lower quantiles", orNA(group$quantiles, "lower"), q$lower)
  differ("upper quantiles", orNA(group$quantiles, "upper"), q$upper)
  differ("at", orNA(group$at, "survival"), summary(fit, times = unlist(body$at), extend = TRUE)$surv)
  if (isTRUE(body$delayedEntry) || any(k$time <= 0)) return(invisible())
  incidence <- cuminc(k$time, k$event, cencode = "censored")
  for (cause in c("dropout", "completion")) {
    x <- incidence[[paste(1, cause)]]
    steps <- seq(3, length(x$time) - 1, by = 2)
    differ(cause, orNA(group[[cause]], "cumulativeIncidence"), x$est[steps])
    differ(paste(cause, "error"), orNA(group[[cause]], "standardError"), sqrt(x$var[steps]))
  }
}

# The score test of coxph(ties = "exact") is the hypergeometric one; coxph itself takes hours for so many ties.
hypergeometric <- function(k, stratum) {
  groups <- sort(unique(k$group)); g <- length(groups); u <- numeric(g); v <- matrix(0, g, g); o <- numeric(g); e <- numeric(g)
  for (s in unique(stratum)) {
    part <- k[stratum == s, ]
    for (t in sort(unique(part$time[part$event == "dropout"]))) {
      at <- part$entry < t & part$time >= t
      n <- sapply(groups, function(x) sum(at & part$group == x)); now <- part$time == t & part$event == "dropout"
      dead <- sapply(groups, function(x) sum(now & part$group == x)); N <- sum(n); D <- sum(dead)
      o <- o + dead; e <- e + D * n / N
      if (N > 1) v <- v + D * (N - D) / (N - 1) * (diag(n / N, g) - outer(n, n) / N^2)
    }
  }
  u <- (o - e)[-1]
  list(obs = o, exp = e, chisq = as.numeric(u %*% solve(v[-1, -1, drop = FALSE], u)), df = g - 1)
}

# A tail of 1e-203 is off by a hundred times what its chi-squared is off by: its logarithm is compared. Below 1e-300 both are 0.
same_test <- function(what, test, chisq, df) {
  differ(what, test[c("chiSquared", "degreesOfFreedom")], c(chisq, df))
  tail <- pchisq(chisq, df, lower.tail = FALSE)
  differ(paste(what, "p"), if (tail < 1e-300) test$p < 1e-300 else log(test$p), if (tail < 1e-300) TRUE else log(tail))
}

check_tests <- function(d, answer, body) {
  k <- d[!d$leftOut & !d$out, ]
  stratum <- if (is.null(body$stratifyBy)) rep(1, nrow(k)) else k$course
  test <- if (isTRUE(body$delayedEntry)) hypergeometric(k, stratum) else {
    plain <- survdiff(Surv(time, event == "dropout") ~ group + strata(stratum), k)
    list(obs = rowSums(as.matrix(plain$obs)), exp = rowSums(as.matrix(plain$exp)), chisq = plain$chisq, df = length(unique(k$group)) - 1)
  }
  l <- answer$logRank
  differ("observed", orNA(l$groups, "observed"), test$obs)
  differ("expected", orNA(l$groups, "expected"), test$exp)
  same_test("log-rank", l, test$chisq, test$df)
  if (is.null(answer$gray)) return(invisible())
  gray <- cuminc(k$time, k$event, k$group, stratum, cencode = "censored")$Tests
  for (cause in c("dropout", "completion"))
    same_test(paste("Gray", cause), answer$gray[[cause]], gray[cause, "stat"], gray[cause, "df"])
}

for (one in Filter(function(one) one$question == "dropout-curve", fromJSON(args[2], simplifyVector = FALSE))) {
  worst <- 0
  body <- one$body
  f <- followed(d, body)
  f$group <- if (is.null(body$groupBy)) "all" else f[[names(fields)[match(body$groupBy, fields)]]]
  for (group in one$answer$groups) check_group(f[f$group == if (is.null(group$value)) "all" else group$value, ], group, body)
  if (!is.null(body$groupBy)) check_tests(f, one$answer, body)
  cat(sprintf("%-70s equal, at most %.1e apart\n", one$name, worst))
}

# Of 1e-188 the tail multiplies what is behind the eighth digit of chi-squared: of p-values the logarithms are compared.
tail <- function(p) log(pmax(p, 1e-300))
differ_test <- function(what, is, should) {
  differ(what, is[c("chiSquared", "degreesOfFreedom")], should[1:2])
  differ(paste(what, "p"), tail(is$p), tail(should[3]))
}

# Treatment coding against the most frequent level of the enrolments in the regression, of equals the first.
check_factors <- function(d, answer, body) {
  name <- function(one) sub("enrolment.", "", one$field, fixed = TRUE)
  names <- sapply(body$factors, name)
  number <- sapply(body$factors, function(one) identical(one$kind, "number"))
  k <- d[!d$leftOut & !d$out, ]
  whole <- k[complete.cases(k[names]), ]
  differ("counts", c(answer[c("enrolments", "learners", "events")], answer$leftOut[c("enrolments", "notFollowed", "missing", "notInCohort")]),
         c(nrow(whole), length(unique(whole$id_student)), sum(whole$event == "dropout"), sum(d$leftOut) + nrow(k) - nrow(whole), sum(d$leftOut),
           nrow(k) - nrow(whole), sum(d$out)))
  for (one in names[!number]) {
    count <- table(whole[[one]])
    count <- count[order(names(count), method = "radix")]
    levels <- c(names(count)[which.max(count)], setdiff(names(count), names(count)[which.max(count)]))
    k[[one]] <- factor(k[[one]], levels); whole[[one]] <- factor(whole[[one]], levels)
  }
  surv <- if (isTRUE(body$delayedEntry)) "Surv(entry, time, event == 'dropout')" else "Surv(time, event == 'dropout')"
  formula <- function(names) as.formula(paste(surv, "~", paste(names, collapse = " + "), "+ strata(course)"))
  robust <- !identical(body$robust, FALSE)
  fit <- if (robust) coxph(formula(names), whole, cluster = id_student) else coxph(formula(names), whole)
  s <- summary(fit); rows <- s$coefficients; limits <- s$conf.int
  ours <- do.call(c, lapply(answer$factors, function(one) Filter(function(level) !level$reference, one$levels)))
  differ("coefficients", orNA(ours, "coefficient"), rows[, "coef"])
  differ("hazard ratios", orNA(ours, "hazardRatio"), rows[, "exp(coef)"])
  differ("errors", orNA(ours, "standardError"), rows[, "se(coef)"])
  if (robust) differ("robust errors", orNA(ours, "robustStandardError"), rows[, "robust se"])
  differ("z", orNA(ours, "z"), rows[, "z"])
  differ("p", tail(orNA(ours, "p")), tail(2 * pnorm(-abs(rows[, "z"]))))
  differ("lower", orNA(ours, "lower"), limits[, "lower .95"])
  differ("upper", orNA(ours, "upper"), limits[, "upper .95"])
  tests <- list(likelihoodRatio = s$logtest, score = s$sctest, robustScore = s$robscore,
                wald = c(fit$wald.test, length(coef(fit)), pchisq(fit$wald.test, length(coef(fit)), lower.tail = FALSE)))
  for (one in names(tests)) if (!is.null(tests[[one]])) differ_test(one, answer$tests[[one]], tests[[one]])
  zph <- cox.zph(fit, "km")$table
  for (row in seq_along(names)) differ_test("proportionality", answer$proportionality$factors[[row]], zph[row, ])
  differ_test("proportionality", answer$proportionality$global, zph["GLOBAL", ])
  alone <- sapply(names, function(one) summary(coxph(formula(one), k))$logtest)
  differ("screening", orNA(lapply(answer$screening, `[[`, "likelihoodRatio"), "chiSquared"), alone["test", ])
  differ("screening, adjusted", tail(orNA(answer$screening, "adjustedP")), tail(p.adjust(alone["pvalue", ], "BH")))
}

limit <- 1e-8
for (one in Filter(function(one) one$question == "dropout-factors", fromJSON(args[2], simplifyVector = FALSE))) {
  worst <- 0
  check_factors(followed(d, one$body), one$answer, one$body)
  cat(sprintf("%-70s equal, at most %.1e apart\n", one$name, worst))
}
