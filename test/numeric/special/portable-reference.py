# Writes portable-values.ts: python3 portable-reference.py 12 > portable-values.ts (needs mpmath). The number says how many
# arguments of each kind are drawn. A row is the arguments, the value rounded to the nearest double, and what the rounding
# left, in units of that double's last place: an error can be told to a hundredth of a unit.
# With a larger number and the name of a file as well, that file gets the rows as JSON, for measuring the largest errors.
import json, math, random, sys
import mpmath as m
m.mp.dps = 60
count = int(sys.argv[1])
draw = random.Random(20240611)

def sign(): return draw.choice((-1, 1))
def scale(low, high): return math.ldexp(1 + draw.random(), draw.randint(low, high))
def near(x): return x * (1 + sign() * math.ldexp(draw.random(), -draw.randint(8, 50)))
def uniform(low, high): return draw.uniform(low, high)

LN2 = math.log(2)
kinds = {
    'log': [lambda: scale(-1022, 1022), lambda: math.ldexp(draw.random(), -1030), lambda: 1 + sign() * math.ldexp(draw.random(), -draw.randint(1, 52)),
            lambda: near(math.sqrt(0.5)), lambda: near(math.sqrt(2)), lambda: uniform(0.5, 2), lambda: float(draw.randint(2, 9999))],
    'log1p': [lambda: sign() * scale(-60, -3), lambda: scale(0, 300), lambda: -uniform(0, 1), lambda: -1 + math.ldexp(draw.random(), -draw.randint(1, 50)),
              lambda: uniform(-0.5, 3), lambda: near(-0.29), lambda: near(0.41)],
    'exp': [lambda: uniform(-745, 709.7), lambda: uniform(-745, -708), lambda: uniform(-1, 1), lambda: sign() * scale(-60, -3),
            lambda: near(draw.randint(-1000, 1000) * LN2 / 2), lambda: uniform(-40, 40)],
    'expm1': [lambda: uniform(-40, 709.7), lambda: uniform(-1, 1), lambda: sign() * scale(-60, -3), lambda: near(sign() * LN2 / 2),
              lambda: near(draw.randint(-20, 20) * LN2 / 2), lambda: uniform(-5, 5)],
    'tanh': [lambda: uniform(-22, 22), lambda: uniform(-1, 1), lambda: sign() * scale(-60, -3), lambda: near(sign()), lambda: uniform(-3, 3)],
    'atanh': [lambda: uniform(-1, 1), lambda: sign() * scale(-60, -3), lambda: 1 - math.ldexp(draw.random(), -draw.randint(2, 50))],
    'sin': [], 'cos': [],
    'pow': [lambda: (scale(-300, 300), uniform(-2, 2)), lambda: (1 + sign() * math.ldexp(draw.random(), -draw.randint(5, 50)), sign() * scale(0, 45)),
            lambda: (uniform(0, 10), uniform(-300, 300)), lambda: (sign() * uniform(0.1, 20), float(draw.randint(-40, 40))), lambda: (scale(-1022, 1022), uniform(-1, 1)),
            lambda: (float(draw.randint(5, 99)), draw.choice((0.25, 0.5, 1 / 3, -0.5, 1.5)))],
}
turns = [lambda: uniform(-10, 10), lambda: uniform(-1.6e6, 1.6e6), lambda: near(draw.randint(1, 10**6) * math.pi / 2), lambda: draw.randint(1, 10**6) * math.pi / 2,
         lambda: sign() * scale(20, 1022), lambda: float(draw.randint(-500, 500)), lambda: sign() * scale(-40, -3), lambda: near(sign() * math.pi / 4)]
kinds['sin'] = kinds['cos'] = turns

def exact(name, x):
    if name == 'pow':
        base, power = m.mpf(x[0]), m.mpf(x[1])
        return m.power(abs(base), power) * (-1 if x[0] < 0 and x[1] % 2 == 1 else 1)
    v = m.mpf(x[0])
    if name in ('sin', 'cos'):
        with m.workdps(400): return +getattr(m, name)(v)
    return getattr(m, name)(v)

table = {}
for name, makers in kinds.items():
    rows = []
    for make in makers:
        for _ in range(count):
            x = make()
            x = x if isinstance(x, tuple) else (x,)
            y = exact(name, x)
            try: v = float(y)
            except OverflowError: continue
            if v == 0 or math.isinf(v): continue
            rows.append([*x, v, round(float((y - m.mpf(v)) / m.mpf(math.ulp(v))), 3)])
    table[name] = rows
if len(sys.argv) > 2:
    json.dump(table, open(sys.argv[2], 'w'))
    sys.exit()
print('// Written by portable-reference.py (then formatted): arguments, value, what rounding the value left in units of its last place.')
print('export const portableValues: Record<string, readonly (readonly number[])[]> = {')
for name, rows in table.items():
    print(f'  {name}: [')
    for row in rows: print('    ' + json.dumps(row) + ',')
    print('  ],')
print('}')
