# Reads CSV files twice: as texts, written again for comparison, and as readr guesses, of which the classes are printed.
# Arguments: a folder of CSV files, the folder to write them to, and so on.
suppressMessages(library(readr))
arguments <- commandArgs(trailingOnly = TRUE)
for (at in seq(1, length(arguments), by = 2)) {
  dir.create(arguments[at + 1], showWarnings = FALSE)
  for (path in list.files(arguments[at], pattern = "[.]csv$", full.names = TRUE)) {
    texts <- read_csv(path, col_types = cols(.default = "c"), na = character(), trim_ws = FALSE, progress = FALSE)
    write_csv(texts, file.path(arguments[at + 1], basename(path)), na = "", eol = "\r\n")
    guessed <- read_csv(path, na = "", guess_max = Inf, progress = FALSE, show_col_types = FALSE)
    for (column in names(guessed)) cat(paste0(path, ":", column), class(guessed[[column]])[1], "\n")
  }
}
