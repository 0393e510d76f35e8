# The MatchIt side of docs/guides/coming-from-matchit.md. Run by docs/peers/check.mjs; prints its answers as JSON.
suppressPackageStartupMessages({library(MatchIt); library(jsonlite)})
args <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", args[grep("^--file=", args)]))
visits <- read.csv(file.path(here, "data", "visits.csv"))
f <- treated ~ severity + old
answers <- list()
weighted <- function(m) {
  d <- match.data(m)
  with(d, weighted.mean(recovery[treated == 1], weights[treated == 1]) - weighted.mean(recovery[treated == 0], weights[treated == 0]))
}
difference <- function(m, name) unname(summary(m)$sum.matched[name, "Std. Mean Diff."])

near <- matchit(f, visits, method = "nearest", distance = "glm", replace = TRUE)
answers$nearest <- weighted(near)
# the same by hand: for each treated unit the control whose fitted probability is nearest
p <- near$distance
treated <- which(visits$treated == 1)
control <- which(visits$treated == 0)
hand <- sapply(treated, function(i) control[which.min(abs(p[control] - p[i]))])
answers$nearestByHand <- mean(visits$recovery[treated]) - mean(visits$recovery[hand])
got <- as.integer(near$match.matrix[as.character(treated), 1])
answers$notNearest <- sum(abs(p[got] - p[treated]) > abs(p[hand] - p[treated]) + 1e-12)
maha <- matchit(f, visits, method = "nearest", distance = "mahalanobis", replace = TRUE)
answers$mahalanobis <- weighted(maha)
greedy <- matchit(f, visits, method = "nearest", distance = "glm")
answers$greedyMatched <- sum(greedy$weights > 0 & visits$treated == 1)
answers$greedy <- weighted(greedy)
exact <- matchit(treated ~ old, visits, method = "exact", estimand = "ATE")
answers$exact <- weighted(exact)
strata <- matchit(f, visits, method = "subclass", subclass = 5, estimand = "ATT")
answers$subclass <- weighted(strata)
answers$subclassAte <- weighted(matchit(f, visits, method = "subclass", subclass = 5, estimand = "ATE"))
answers$before <- unname(summary(near)$sum.all[c("severity", "old"), "Std. Mean Diff."])
answers$after <- c(difference(near, "severity"), difference(near, "old"))

cat(toJSON(list(peer = "matchit", version = as.character(packageVersion("MatchIt")), answers = answers), auto_unbox = TRUE, digits = NA))
