import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `coxph` of R survival on columns in memory, Efron ties; reading the files is not timed. Imports nothing from the product.
 * Beside it `coxph.fit`, the C code that it calls, without formula, model frame, residuals and concordance.
 */
const SCRIPT = `
suppressMessages(library(survival))
columns <- as.integer(commandArgs(TRUE)[2])
read <- function(name) { path <- file.path(commandArgs(TRUE)[1], name); readBin(path, "double", file.size(path) / 8) }
data <- as.data.frame(lapply(seq_len(columns) - 1, function(column) read(as.character(column))))
names(data) <- paste0("x", seq_len(columns))
data$exit <- read("exit")
data$event <- read("event")
whole <- system.time(fit <- coxph(Surv(exit, event) ~ ., data))[["elapsed"]]
x <- as.matrix(data[seq_len(columns)])
y <- Surv(data$exit, data$event)
core <- system.time(coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE))[["elapsed"]]
cat(sprintf('{"seconds":%f,"coreSeconds":%f,"coefficients":[%s]}', whole, core, paste(sprintf("%.17g", coef(fit)), collapse = ",")))
`;

/** Undefined where there is no R with survival. */
export const coxph = async ({ exit, event, columns }) => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-cox-'));
  try {
    const files = { exit, event: Float64Array.from(event), ...columns };
    for (const [name, values] of Object.entries(files)) await writeFile(join(folder, name), values);
    const answer = spawnSync('Rscript', ['-e', SCRIPT, folder, String(columns.length)], { encoding: 'utf8' });
    return answer.status === 0 ? JSON.parse(answer.stdout) : undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
};
