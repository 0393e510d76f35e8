# The polynomials of src/numeric/special/portable-*.ts (needs mpmath): Chebyshev interpolation in 50 digits, which is
# within a factor of two of the best polynomial. Prints each list with its largest relative error in the whole function.
from mpmath import mp, mpf, chebyfit, log, exp, sin, cos, sqrt, factorial, atanh, polyval, pi, floor
mp.dps = 50

def series(coefficient, z, terms=30):
    return sum(coefficient(k) * z ** k for k in range(terms))

def show(name, f, interval, n, share):
    """share: how large the polynomial's value is, as a part of the whole function, at the end of the interval."""
    c, error = chebyfit(f, interval, n, error=True)
    print(name, 'error', mp.nstr(error * share, 3))
    print('  ' + ', '.join(repr(float(v)) for v in reversed(c)))

end = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
# log: 2 artanh(s) = 2 s + s z (2/3 + 2/5 z + ...), z = s^2
show('log', lambda z: series(lambda k: mpf(2) / (2 * k + 3), z), [0, end ** 2 * mpf('1.0001')], 7, end ** 2 / 2)
# pow: what follows 2 s + 2/3 s^3
show('pow', lambda z: series(lambda k: mpf(2) / (2 * k + 5), z), [0, end ** 2 * mpf('1.0001')], 7, end ** 4 / 2)
low, high = log(mpf('0.7499')), log(mpf('1.5001'))
# exp: e^r = 1 + r + r^2 (1/2 + r/6 + ...)
show('exp', lambda r: series(lambda k: 1 / factorial(k + 2), r), [low, high], 11, high ** 2)
q = (pi / 4 * mpf('1.0001')) ** 2
show('sin', lambda z: series(lambda k: (-1) ** (k + 1) / factorial(2 * k + 3), z), [0, q], 6, q)
show('cos', lambda z: series(lambda k: (-1) ** k / factorial(2 * k + 4), z), [0, q], 6, q ** 2)

print('two thirds', repr(float(mpf(2) / 3)), repr(float(mpf(2) / 3 - mpf(float(mpf(2) / 3)))))
def parts(x, bits):
    out = []
    for b in bits:
        if b == 0:
            out.append(float(x)); break
        e = floor(log(abs(x), 2)) + 1
        v = floor(x * mpf(2) ** (b - e)) * mpf(2) ** (e - b)
        out.append(float(v)); x -= v
    return [repr(v) for v in out]
print('ln 2', parts(log(mpf(2)), [33, 0]))
print('pi / 2', parts(pi / 2, [33, 33, 33, 0]))
mp.prec = 1400
print('2 / pi * 2^1200', hex(int(floor(2 / pi * mpf(2) ** 1200))))
print('pi / 2 * 2^120', hex(int(floor(pi / 2 * mpf(2) ** 120))))
