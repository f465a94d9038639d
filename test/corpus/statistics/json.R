# Writes a value as JSON with 17 significant digits, so that every double is read back as it was. NA, NaN and NULL are null.
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
text <- function(x) ifelse(is.na(x), "null", paste0('"', x, '"'))
atoms <- function(x) if (is.character(x) || is.factor(x)) text(as.character(x)) else number(as.numeric(x))

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.data.frame(x)) x <- as.list(x)
  if (is.matrix(x)) return(json(lapply(seq_len(nrow(x)), function(row) x[row, ])))
  if (inherits(x, "one")) return(atoms(unclass(x)))
  if (!is.list(x)) return(paste0("[", paste(atoms(x), collapse = ","), "]"))
  items <- vapply(x, json, "")
  if (is.null(names(x))) return(paste0("[", paste(items, collapse = ",\n"), "]"))
  paste0("{", paste(paste0('"', names(x), '":', items), collapse = ",\n"), "}")
}

# A single value, not a list of one.
one <- function(x) structure(x, class = "one")

write_json <- function(x, file) cat(json(x), "\n", sep = "", file = file)
