# Every factor of the veteran data alone: coxph's likelihood ratio, adjusted by p.adjust; and all of them together.
suppressWarnings(suppressMessages(library(survival)))
source("json.R")

data <- survival::veteran
data$celltype <- as.character(data$celltype)
data$karno[c(3, 17, 40)] <- NA
data$celltype[c(5, 40, 99)] <- NA
treatment <- function(data) transform(data, celltype = relevel(factor(celltype), "squamous"))
factors <- c("trt", "celltype", "karno", "diagtime", "age", "prior")
alone <- lapply(factors, function(factor) coxph(reformulate(factor, "Surv(time, status)"), treatment(data)))
p <- vapply(alone, function(fit) pchisq(2 * diff(fit$loglik), length(coef(fit)), lower.tail = FALSE), 0)
together <- coxph(reformulate(factors, "Surv(time, status)"), treatment(data))
own <- data
own$celltype[is.na(own$celltype)] <- "not told"
with_level <- coxph(Surv(time, status) ~ celltype, treatment(own))
write_json(list(
  data = c(data[setdiff(names(data), "status")], list(event = data$status)),
  alone = list(
    p = p, adjustedP = p.adjust(p, "BH"), leftOut = vapply(alone, function(fit) length(fit$na.action), 0),
    coefficients = lapply(alone, function(fit) unname(coef(fit)))),
  together = list(coefficients = unname(coef(together)), leftOut = one(length(together$na.action))),
  withLevel = unname(coef(with_level))
), "cox-screening.json")
