# Makes every reference again: Rscript reference.R, in this folder. Needs R with survival and cmprsk
# (Debian: r-base-core r-cran-survival r-cran-cmprsk). The tests read the JSON, they do not need R.
for (topic in setdiff(list.files(pattern = "\\.R$"), c("json.R", "data.R", "reference.R"))) source(topic)
