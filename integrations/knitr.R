# In an R Markdown or Quarto document: source("knitr.R"), and in a chunk
#   dataflow("render", "specs/ihd", "--view", "overview", "--lang", "da")
#   dataflow("gaps", "specs/ihd", "--actor", "gp")
dataflow <- function(command, ...) {
  formats <- c(gaps = "table", stats = "markdown", questions = "markdown")
  stopifnot(command %in% c("render", names(formats)))
  run <- function(...) {
    # The libraries that R brings along are none of Python's.
    env <- if (.Platform$OS.type == "unix") "LD_LIBRARY_PATH=" else character()
    said <- system2("dataflow", shQuote(c(command, ...)), stdout = TRUE, env = env)
    if (!is.null(attr(said, "status"))) stop("dataflow ", command, " failed: see the message above")
    enc2utf8(said)
  }
  if (command == "render") {
    file <- knitr::fig_path(".png")
    dir.create(dirname(file), showWarnings = FALSE, recursive = TRUE)
    run(..., "-o", file)
    return(knitr::include_graphics(file))
  }
  knitr::asis_output(paste(c("", run(..., "--format", formats[[command]]), ""), collapse = "\n"))
}
