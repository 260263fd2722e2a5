r"""Formulas of TeX in a text: a short one is told, `$10^{26}$` as 10^26; others go."""

from __future__ import annotations

import re

FORMULA = re.compile(  # $x^2$, not $5 to $10: a formula has one of \^_={}<>, or is a single letter
    r"\$\$[^$]{1,500}\$\$"
    r"|\$(?=\S)(?:[A-Za-z]|(?=[^$]*[\\^_={}<>])[^$\u2e80-\U0003ffff]{1,200}|[-+]?\d[\d.]{0,9}%)"
    r"(?<=\S)\$(?!\d)"
)
_COMMANDS = {
    "times": "×", "cdot": "·", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "sim": "~", "to": "→", "rightarrow": "→", "infty": "∞",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ",
    "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "omega": "ω", "Delta": "Δ", "Omega": "Ω", "Sigma": "Σ", "degree": "°", "circ": "°",
    "log": "log ", "ln": "ln ", "min": "min ", "max": "max ",
}  # fmt: skip
"""The commands of TeX with a sign or a word that can be read."""
_COMMAND = re.compile(r"\\([A-Za-z]+) ?")
_UPRIGHT = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname)\{([^{}]*)\}")
_SPACE = re.compile(r"\\[,;:! ]|~")
_RAISED = re.compile(r"\^\{([-+]?[\w.]{1,6})\}")
_LOWERED = re.compile(r"_\{?([A-Za-z0-9]{1,6})\}?")
_DEGREES = re.compile(r"\^\{?°\}?")
_TOLD = re.compile(r"[\w.,%^×·±≤≥≠≈~→∞°+=<>/() -]{1,24}")


def told(text: str) -> str:
    """Return a text on one line with its short formulas as they are read, without the others."""
    return FORMULA.sub(_plain, text) if "$" in text else text


def _plain(formula: re.Match[str]) -> str:
    text = _SPACE.sub(" ", _UPRIGHT.sub(r"\1", formula[0].strip("$").replace("\\%", "%")))
    text = _COMMAND.sub(lambda match: _COMMANDS.get(match[1], match[0]), text)
    text = _DEGREES.sub("°", _LOWERED.sub(r"\1", _RAISED.sub(r"^\1", text)))
    return " ".join(text.split()) if _TOLD.fullmatch(text) else ""
