# Recomputes reference-values.ts: python3 reference.py < reference-values.ts > new.ts (needs mpmath; some minutes).
# All series have positive terms only, and 240 digits leave enough when a tail of 1e-200 is one minus the other.
import json, re, sys
from mpmath import mp, mpf, log, exp, loggamma, erfc, sqrt, log1p
mp.dps = 240
def lower_gamma(a, x):
    t = mpf(1); s = mpf(1); n = 0
    while t > s * mpf(10) ** -245:
        n += 1; t *= x / (a + n); s += t
    return exp(a * log(x) - x - loggamma(a + 1)) * s
def beta_series(a, b, x, y):
    t = mpf(1); s = mpf(1); n = 0
    while True:
        t *= (a + b + n) / (a + 1 + n) * x; s += t; n += 1
        if n % 16 == 0 and t < s * mpf(10) ** -250 and (a + b + n) / (a + 1 + n) * x < mpf('0.9'): break
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)) * s
def beta(a, b, x, y):
    if x <= 0.5:
        l = beta_series(a, b, x, y); return l, 1 - l
    u = beta_series(b, a, y, x); return 1 - u, u
rows = []
text = sys.stdin.read()
head = text[: text.index('= [') + 3]
for fam, par, x, *_ in json.loads('[' + re.sub(r',\s*\]\s*$', '', text[len(head):]).replace("'", '"') + ']'):
    p = [mpf(v) for v in par]; X = mpf(x)
    if fam == 'normal':
        l, u = erfc(-X / sqrt(mpf(2))) / 2, erfc(X / sqrt(mpf(2))) / 2
    elif fam == 'chiSquare':
        l = lower_gamma(p[0] / 2, X / 2); u = 1 - l
    elif fam == 'gamma':
        l = lower_gamma(p[0], X); u = 1 - l
    elif fam == 'studentT':
        v = p[0]; d = v + X * X
        b = beta(v / 2, mpf(1) / 2, v / d, X * X / d)
        u = b[0] / 2; l = 1 - u
    elif fam == 'beta':
        l, u = beta(p[0], p[1], X, 1 - X)
    else:
        d = p[1] + p[0] * X
        l, u = beta(p[0] / 2, p[1] / 2, p[0] * X / d, p[1] / d)
    rows.append([fam, par, x, float(l), float(u)])
print(head)
for row in rows: print('  ' + json.dumps(row).replace('"', "'") + ',')
print(']')

# The coefficients in src/numeric/special/normal.ts: (1 + z) Q(z) / phi(z) in t = (z - 4) / (z + 4), by interpolation in 60 points.
# from mpmath import cos, pi
# f = lambda z: sqrt(pi / 2) * erfc(z / sqrt(mpf(2))) * exp(z * z / 2) * (1 + z)
# t = [cos(pi * (j + mpf(1) / 2) / 60) for j in range(60)]
# c = [sum(f(4 * (1 + s) / (1 - s)) * cos(i * pi * (j + mpf(1) / 2) / 60) for j, s in enumerate(t)) / 30 for i in range(27)]
