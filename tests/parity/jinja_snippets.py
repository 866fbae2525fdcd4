#!/usr/bin/env python3
"""Makes tests/core/jinja/data/snippets.json: what Jinja itself gives for small templates, rendered with the
environment that transformers makes for chat templates (trim_blocks, lstrip_blocks, its own tojson).

    python tests/parity/jinja_snippets.py        # needs: pip install transformers jinja2
"""

import json
import pathlib

from transformers.utils.chat_template_utils import _compile_jinja_template

OUT = pathlib.Path(__file__).parents[1] / "core/jinja/data/snippets.json"

MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": " Hé llo \n"},
    {"role": "assistant", "content": "<think>\nhm\n</think>\n\nOk"},
    {"role": "user", "content": "日本語 🙂 x<|end|>"},
]
DATA = {
    "messages": MESSAGES,
    "numbers": [3, 1, 2, 10],
    "words": ["pear", "Apple", "fig", "apple"],
    "people": [{"name": "Ann", "age": 3, "tags": ["a"]}, {"name": "bob", "age": 12}, {"name": "Cid", "age": None}],
    "tool": {"name": "f", "description": "d \"q\"", "parameters": {"x": [1, 2.5, None, True], "é": {}}},
    "text": "Hello, wörld! It's a test.",
    "empty": "",
    "yes": True,
    "no": False,
    "nothing": None,
    "n": 7,
    "f": 2.5,
    "tricky": "{{ 1 + 1 }} {% raw %} {# c #}",
}

# The C++ test's JSON library keeps keys in alphabetical order.
DATA = json.loads(json.dumps(DATA, sort_keys=True))

TEXT = r"""
plain
{{ 'a' }}
a{# comment #}b
a{#- comment -#}b
  {# alone #}
x
{{ 1 }}{{ 2 }}
{{- 'a' -}}  b  {{- 'c' }}
"""

# One template each; %% separates them.
WHITESPACE = """
a
  {% if true %}
  b
  {% endif %}
c%%
a {% if true %} b {% endif %} c%%
a
  {%- if true -%}
  b
  {%- endif -%}
c%%
  {%+ if true %}x{% endif %}%%
{% if true +%}
x{% endif %}%%
line
    {{ 1 }}
end
%%
	{% set x = 1 %}	{{ x }}
%%
{% for i in [1, 2] %}
    {{ i }}
{% endfor %}%%
{% for i in [1, 2] -%}
    {{ i }}
{%- endfor %}%%
{#- a -#}   b   {#- c #}
d
{# e #}
f%%
a

{% if true %}

b

{% endif %}

c


%%
{% raw %}{{ x }} {% if %}{% endraw %}%%
{%- raw -%}   {{ x }}   {%- endraw -%}  y%%
  {% raw %}
  x
  {% endraw %}
z%%
{{ "a\\nb" }}{{ 'a\\tb' }}%%
{%if true%}tight{%endif%}%%
{{1}}{{-1}}{{ -1 }}{{ - 1 }}{{+1}}%%
{ not a tag } {{ "{" }} }} %} #}%%
{{ {'a': {'b': 1}} }}%%
{{ '}}' }}{{ '%}' }}{% set x = '%}' %}{{ x }}
""".strip("\n").split("%%\n")

EXPRESSIONS = r"""
1 + 2 * 3
(1 + 2) * 3
7 / 2
8 / 2
7 // 2
-7 // 2
7 // -2
7 % 3
-7 % 3
7 % -3
7.5 % 2
-7.5 % 2
2 ** 10
2 ** -1
-2 ** 2
2 ** 3 ** 2
1e3
1.5e-7
1e16
1e22
0.1 + 0.2
1.0
100000000000000000.0
1_000
true + true
'a' ~ 1 ~ none ~ true
'a' + 'b'
'ab' * 3
3 * 'ab'
[1] + [2]
[1, 2] * 2
(1, 2)
(1,)
()
[]
{}
{'a': 1, 'b': [1, 'x']}
[1, 'a', none, true, 1.5]
['it\'s', "a\"b", 'both \' "', 'n\nl', 'é', '\\']
1 == 1.0
'a' == 'a'
1 == '1'
[1, 2] == [1, 2]
(1, 2) == [1, 2]
{'a': 1} == {'a': 1.0}
1 != 2
1 < 2 < 3
1 < 2 > 3
'a' < 'b'
'Z' < 'a'
[1, 2] < [1, 3]
none == none
none == false
0 == false
1 == true
not true
not ''
not not 'x'
1 and 2
0 and 2
0 or 'x'
'' or none
'a' in 'cat'
'x' not in 'cat'
2 in [1, 2]
2.0 in [1, 2]
'role' in messages[0]
'tool_calls' in messages[0]
'x' in missing
not 'x' in 'cat'
'a' if true else 'b'
'a' if false else 'b'
'a' if false
'a' if false else 'b' if false else 'c'
missing
missing is defined
missing is not defined
missing is undefined
messages is defined
messages.foo is defined
messages[0].foo is defined
messages[0]['foo'] is defined
messages[9] is defined
missing == missing2
missing == none
missing == ''
missing | length
missing | list
missing | join(',')
missing ~ 'x'
[missing]
messages[0].role
messages[0]['role']
messages.0.role
messages[-1].role
messages[1].content
messages[1]['content'][0]
messages[1].content[1]
messages[1].content[-2:]
messages[3].content[:3]
messages[3].content[::-1]
messages[::-1][0].role
messages[1:][0].role
messages[1:-1] | length
messages[:2] | length
messages[::2] | length
messages[5:] | length
messages[-100:100] | length
numbers[::-1]
numbers[2:0:-1]
numbers[:-1]
numbers[-2:]
numbers[::3]
numbers[1:3:2]
numbers[10:]
(1, 2, 3)[1:]
'héllo'[1]
'héllo'[1:3]
'héllo'[-1]
'abc'[5] is defined
text.split()
text.split(' ')
text.split('l', 1)
text.split('zzz')
' a  b '.split()
' a  b '.split(' ')
' a  b  c '.split(none, 1)
text.rsplit(' ', 1)
'a\nb\r\nc'.splitlines()
'a\nb\n'.splitlines(true)
text.split('l', maxsplit=1)
messages[2].content.split('</think>')[-1].lstrip('\n')
messages[2].content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n')
'  x  '.strip() ~ '|'
'  x  '.lstrip() ~ '|'
'  x  '.rstrip() ~ '|'
'xxaxx'.strip('x')
'xyaxy'.strip('yx')
'xxaxx'.lstrip('x')
'éaé'.strip('é')
'  x '.strip(' ')
'\u3000x\u00a0'.strip()
text.startswith('Hello')
text.startswith(('x', 'He'))
text.endswith('.')
text.endswith('?')
text.upper()
text.lower()
text.title()
text.capitalize()
'straße'.upper()
text.replace('l', 'L')
text.replace('l', 'L', 1)
text.replace('l', '')
'ab'.replace('', '-')
'ab'.replace('', '-', 1)
text.find('w')
text.find('zz')
text.rfind('t')
text.count('l')
'a,b'.split(',') | join('+')
', '.join(['a', 'b'])
'42'.isdigit()
'4a'.isdigit()
''.isdigit()
'abc'.isalpha()
'  '.isspace()
'prefix-x'.removeprefix('prefix-')
'x-suffix'.removesuffix('-suffix')
tool.get('name')
tool.get('nope')
tool.get('nope', 'fallback')
tool.keys() | list
tool.parameters.items() | list
tool.parameters.values() | list
tool.items() | list | length
tool['name']
tool.name
tool.nope is defined
[1, 2, 1].count(1)
['a', 'b'].index('b')
'a b' | trim
'  a b ' | trim ~ '|'
'xxaxx' | trim('x')
5 | trim
text | upper
text | lower
text | title
"they're bill's friends-from the (uk)" | title
text | capitalize
text | length
messages | length
tool | length
'日本語🙂' | length
numbers | first
numbers | last
[] | first
text | first
text | last
numbers | list
'abc' | list
tool | list
numbers | join
numbers | join(', ')
people | join(', ', attribute='name')
[1, none, 'x', true] | join('-')
numbers | sort
numbers | sort(reverse=true)
words | sort
words | sort(case_sensitive=true)
people | sort(attribute='name') | map(attribute='name') | list
words | unique | list
numbers | min
numbers | max
numbers | sum
people[:2] | sum(attribute='age')
numbers | reverse | list
'abc' | reverse
tool.parameters | dictsort
{'b': 1, 'A': 3, 'c': 2} | dictsort
{'b': 1, 'A': 3, 'c': 2} | dictsort(true)
{'b': 1, 'A': 3, 'c': 2} | dictsort(by='value')
{'b': 1, 'A': 3, 'c': 2} | dictsort(reverse=true)
tool.parameters | items | list
people | map(attribute='name') | list
people | map(attribute='tags', default='-') | list
people | map(attribute='tags.0', default='-') | list
words | map('upper') | list
words | map('replace', 'p', 'q') | list
people | selectattr('tags', 'defined') | map(attribute='name') | list
people | selectattr('age') | map(attribute='name') | list
people | selectattr('age', 'none') | map(attribute='name') | list
people | selectattr('name', 'equalto', 'bob') | map(attribute='age') | list
people | rejectattr('name', 'equalto', 'bob') | map(attribute='name') | list
people | rejectattr('tags', 'defined') | map(attribute='name') | list
numbers | select('odd') | list
numbers | select('>', 2) | list
numbers | reject('odd') | list
numbers | reject('equalto', 3) | join(', ')
[0, 1, '', 'a'] | select | list
messages | selectattr('role', 'in', ['user', 'system']) | list | length
missing | default('d')
missing | default
nothing | default('d')
'' | default('d')
'' | default('d', true)
nothing | d('x', boolean=true)
'3' | int
' 42 ' | int
'3.9' | int
3.9 | int
-3.9 | int
'x' | int
'x' | int(5)
'-7' | int
true | int
'2.5' | float
'x' | float
3 | float
3 | string
2.5 | string ~ ''
none | string
true | string
-3 | abs
2.5 | round
3.5 | round
2.567 | round(2)
2.567 | round(1, 'floor')
2.5 | round | int
7 | round
'a<b>&"\'' | e
'a<b>' | safe
text | replace('l', 'L')
text | replace('l', 'L', 2)
'a\nb\n\nc' | indent
'a\nb\n\nc' | indent(2, true)
'a\nb\n\nc' | indent(2, blank=true)
'a\nb\n' | indent('> ')
tool | tojson
tool | tojson(indent=2)
tool | tojson(indent=4)
tool | tojson(ensure_ascii=true)
tool | tojson(separators=(',', ':'))
tool | tojson(sort_keys=true)
messages | tojson
[] | tojson
{} | tojson
[] | tojson(indent=2)
[[], {}] | tojson(indent=2)
'a"b\\c\n\t\x01\x7f\u2028é🙂</script>' | tojson
'é🙂' | tojson(ensure_ascii=true)
[1, 1.0, 1e20, 0.1, true, false, none] | tojson
{1: 'a', none: 2, true: 3} | tojson
(1, 2) | tojson
messages[0].content is string
messages is string
messages is iterable
messages is sequence
tool is mapping
messages is mapping
'x' is iterable
1 is iterable
missing is iterable
1 is number
1.5 is number
true is number
'1' is number
1 is integer
true is integer
1.0 is integer
1.0 is float
true is boolean
none is none
0 is none
nothing is none
true is true
1 is true
false is false
no is false
yes is true
3 is odd
3 is even
4 is divisibleby 2
4 is divisibleby(3)
3 is eq 3
3 is equalto(4)
3 is gt 2
3 is lt 2
3 is ge 3
3 is le 2
3 is ne 2
1 is in [1, 2]
'a' is in 'cat'
'abc' is lower
'aBc' is lower
'ABC' is upper
none is sameas none
1 is sameas true
missing is callable
range is callable
not messages is defined
messages is defined and messages[0].role == 'system'
range(3) | list
range(1, 4) | list
range(5, 0, -2) | list
range(0) | list
dict(a=1, b=2)
dict({'a': 1}, b=2)
dict([('a', 1)])
'a' 'b' "c"
'\x41\u00e9\U0001F642\101\0' | tojson
'\q'
[1, 2, 3,]
{'a': 1,}
[[1, 2], [3, 4]][1][0]
{'a': {'b': [10, 20]}}.a.b[1]
{'a': 1}['a']
{1: 'one'}[1]
{'get': 5}['get']
'a' in {'a': 1}
1 if messages else 2
(1, 2) + (3,)
-n
+n
n - -1
n is not none and n > 5
(n | string) + 'x'
'%' ~ n
n ~ '%'
text | upper | lower | length
(text | length) + 1
text | length + 1
text[:5] | upper
text.upper() | lower
f
f * 2
n * f
nothing
messages[0].content + '\n\n' if messages[0].role == 'system' else ''
tricky
'a' < 'b' and 'b' < 'c'
1 < 1
1 <= 1
2 >= 3
'b' >= 'a'
messages[0] == {'role': 'system', 'content': 'Be brief.'}
""".strip("\n").split("\n")

STATEMENTS = r"""
{% set x = 1 %}{{ x }}
{% set a, b = 1, 2 %}{{ a }}{{ b }}
{% set a, (b, c) = 1, (2, 3) %}{{ a }}{{ b }}{{ c }}
{% set x %}a {{ n }} b{% endset %}[{{ x }}]
{% set x | upper %}abc{% endset %}{{ x }}
{% set x | trim | replace('b', 'c') %} abc {% endset %}[{{ x }}]
{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}
{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}
{% for i in [1, 2] %}{{ y is defined }}{% set y = i %}{{ y }}{% endfor %}{{ y is defined }}
{% set ns = namespace(x=0) %}{% for i in [1, 2, 3] %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}
{% set ns = namespace() %}{% set ns.a = [1] %}{{ ns.a }}{{ ns.b is defined }}
{% set ns = namespace({'a': 1}, b=2) %}{{ ns.a + ns.b }}{{ ns['a'] }}
{% if n > 5 %}a{% elif n > 3 %}b{% else %}c{% endif %}
{% if n > 50 %}a{% elif n > 3 %}b{% else %}c{% endif %}
{% if n > 50 %}a{% elif n > 30 %}b{% else %}c{% endif %}
{% if missing %}a{% else %}b{% endif %}
{% for m in messages %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }} {% endfor %}
{% for m in messages %}{{ loop.previtem.role if loop.previtem is defined }}>{{ m.role }}>{{ loop.nextitem.role if loop.nextitem is defined else '-' }} {% endfor %}
{% for m in [] %}x{% else %}none{% endfor %}
{% for m in missing %}x{% else %}none{% endfor %}
{% for m in messages if m.role == 'user' %}{{ loop.index }}/{{ loop.length }} {% endfor %}
{% for m in messages if m.role == 'nobody' %}x{% else %}none{% endfor %}
{% for k, v in tool.items() %}{{ k }}={{ v }};{% endfor %}
{% for k, v in tool | items %}{{ k }};{% endfor %}
{% for k in tool %}{{ k }};{% endfor %}
{% for c in 'héy' %}{{ c }}.{% endfor %}
{% for a, b in [(1, 2), [3, 4]] %}{{ a + b }} {% endfor %}
{% for a, (b, c) in [(1, (2, 3))] %}{{ a + b + c }} {% endfor %}
{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% for i in [1, 2] %}{% for j in [1, 2] %}{% if j == 2 %}{% break %}{% endif %}{{ i }}{{ j }}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}
{% for i in [1, 2] %}{% set outer = loop %}{% for j in 'ab' %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}
{% for i in [1, 2, 3] %}{{ loop.cycle('a', 'b') }}{% endfor %}
{% for i in [1] %}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}
{% for i in 1, 2 %}{{ i }}{% endfor %}
{% for i in [1, 2] if i > 5 else [7] %}x{% endfor %}
{% macro f(x, y=2, z='q') %}{{ x }}{{ y }}{{ z }}{% endmacro %}{{ f(1) }} {{ f(1, 3) }} {{ f(1, z=4) }} {{ f(y=1, x=0) }}
{% macro f(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ f(1) }}
{% macro f(x) %}{{ x is defined }}{% endmacro %}{{ f() }}{{ f(none) }}
{% macro f() %}{{ v }}{% endmacro %}{% set v = 5 %}{{ f() }}
{% macro f(n) %}{% if n > 0 %}{{ n }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}
{% macro f(x) %} {{ x }} {% endmacro %}{{ f('a') | trim ~ '|' }}{{ f('b') | length }}
{% macro f(x) -%} {{ x }} {%- endmacro %}[{{ f('a') }}]
{% macro f() %}{% set leak = 1 %}{% endmacro %}{{ f() }}{{ leak is defined }}
{% macro g(x) %}<{{ x }}>{% endmacro %}{% macro f(x) %}{{ g(x) }}{% endmacro %}{{ f(1) }}
{% macro f() %}x{% endmacro %}{{ f is defined }}{{ f is callable }}{{ f() == 'x' }}
{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}
{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q is defined }}
{% filter upper %}abc{{ n }}{% endfilter %}
{% filter replace('a', 'b') | upper %}abc{% endfilter %}
{% generation %}x{{ n }}{% endgeneration %}
{% for m in messages %}{% generation %}{{ m.role }}{{ loop.index }}{% endgeneration %} {% endfor %}
{% generation %}{% set z = 1 %}{% endgeneration %}{{ z is defined }}
{% set x = [] %}{% set x = x + [1] %}{{ x }}
{% set messages = messages[1:] %}{{ messages[0].role }}
{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|' + message['role'] + '|>' + message['content'] | trim + '<|e|>' %}{% if loop.index0 == 0 %}{% set content = 'BOS' + content %}{% endif %}{{ content }}{% endfor %}
{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 1) %}odd{% endif %}{{ message['content'] | trim }}{% endfor %}
{{ messages | map(attribute='role') | join(' ') }}
{% set x = {'a': 1} %}{% for k, v in x | dictsort %}{{ k }}{{ v }}{% endfor %}
{% if messages[0]['role'] == 'system' %}{% set s = messages[0]['content'] %}{% else %}{% set s = '' %}{% endif %}{{ s }}
{% set ns = namespace(out='') %}{% for m in messages %}{% set ns.out = ns.out + m.role[0] %}{% endfor %}{{ ns.out }}
{{ 'a' }}{# {{ 'b' }} #}{{ 'c' }}
{% if true: %}x{% endif %}
{% set x = 'a' if n == 7 else 'b' %}{{ x }}
{% for x in messages | selectattr('role', 'equalto', 'user') %}{{ loop.index }}{% endfor %}
{% if messages | selectattr('role', 'equalto', 'x') %}generators are true{% endif %}
{% if messages | selectattr('role', 'equalto', 'x') | list %}x{% else %}lists are not{% endif %}
{% set d = dict(messages[0], extra=1) %}{{ d.extra }}{{ d.role }}{{ messages[0].extra is defined }}
{{ strftime_now is defined }}{{ raise_exception is defined }}
{% set a = b = 1 %}
"""

ERRORS = r"""
{{ missing.attribute }}
{{ missing['x'] }}
{{ missing() }}
{{ missing + 1 }}
{{ missing < 1 }}
{{ 'a' + 1 }}
{{ 1 + 'a' }}
{{ [1] + 'a' }}
{{ 1 < 'a' }}
{{ none < 1 }}
{{ 1 / 0 }}
{{ 1 // 0 }}
{{ 1 % 0 }}
{{ 'a'.nope() }}
{{ 5() }}
{{ 5 | length }}
{{ 5 | list }}
{{ 1 in 'abc' }}
{{ 1 in 5 }}
{{ [1, 2] | sort | nope }}
{{ 1 is nope }}
{{ raise_exception('stop') }}
{% for x in 5 %}{% endfor %}
{% for a, b in [1] %}{% endfor %}
{% for a, b in [(1, 2, 3)] %}{% endfor %}
{% macro f(x) %}{% endmacro %}{{ f(1, 2) }}
{% macro f(x) %}{% endmacro %}{{ f(y=1) }}
{% set x.y = 1 %}
{% set x = {} %}{% set x.y = 1 %}
{{ [1, 'a'] | sort }}
{{ {[]: 1} }}
{{ ''.__class__.__mro__ }}
{{ messages.append(1) }}
{{ tool.update({'a': 1}) }}
{{ tool.pop('name') }}
{{ numbers.sort() }}
{{ namespace(__class__=1) }}
{% set ns = namespace() %}{% set ns.__class__ = 1 %}
{{ range(1000000) }}
{{ 'a'.split('') }}
{{ tool | tojson(nope=1) }}
{{ missing | tojson }}
{% if %}x{% endif %}
{% if true %}x
{% endif %}
{% for x in y %}
{% endfor %}{% else %}
{{ 1 + }}
{{ (1 }}
{{ [1 }}
{{ 1 ] }}
{{ 'open }}
{{ a b }}
{{ }}
{% nope %}
{% break %}
{% for x in [1] %}{% macro f() %}{% break %}{% endmacro %}{% endfor %}
{% set 1 = 2 %}
{% set true = 2 %}
{{ 1 | }}
{{ x is }}
{{ x is defined is defined }}
{{ f(a=1, 2) }}
{{ x
{# open
{{ $ }}
{% macro f(a=1, b) %}{% endmacro %}
{{ '\x4' }}
"""


def lines(block):
    return block.strip("\n").split("\n")


def render(source):
    try:
        return {"output": _compile_jinja_template(source).render(**DATA)}
    except Exception as problem:  # every kind of failure counts the same
        return {"error": type(problem).__name__}


def main():
    snippets = [TEXT.strip("\n")] + WHITESPACE + ["{{ %s }}" % e for e in EXPRESSIONS]
    snippets += lines(STATEMENTS) + lines(ERRORS)
    snippets += ["a\r\nb\r{% if true %}\r\nc{% endif %}", "x\n", "x\n\n", ""]
    table = [{"template": s, **render(s)} for s in snippets]
    OUT.write_text(json.dumps({"variables": DATA, "snippets": table}, ensure_ascii=False, indent=1) + "\n")
    failing = sum("error" in entry for entry in table)
    print(f"{len(table)} snippets, of which Jinja refuses {failing}: {OUT}")


if __name__ == "__main__":
    main()
