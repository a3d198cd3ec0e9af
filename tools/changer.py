"""Which single changes can be made to a module: operators, comparisons, constants, conditions and
jumps, each for its neighbour or its opposite."""

from __future__ import annotations

import ast

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.Pow: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum",
         "maximum": "minimum"}  # fmt: skip


class Changer(ast.NodeTransformer):
    """Counts the places that can be changed, and changes the wanted one."""

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.found: list[tuple[int, str, int, str]] = []
        self._function = ""

    def _change(self, node: ast.AST, told: str) -> bool:
        line = getattr(node, "lineno", 0)
        # of an "if" its condition is changed, of anything else nothing but itself
        last = node.test if isinstance(node, ast.If) else node
        self.found.append((line, told, getattr(last, "end_lineno", None) or line, self._function))
        return self.wanted == len(self.found) - 1

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Bodies and defaults, not decorators and annotations."""
        outer, self._function = self._function, node.name
        node.body = [self.visit(one) for one in node.body]
        self._function = outer
        node.args.defaults = [self.visit(one) for one in node.args.defaults]
        node.args.kw_defaults = [one and self.visit(one) for one in node.args.kw_defaults]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """The body alone."""
        node.body = [self.visit(one) for one in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """The value alone."""
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Not names for types, such as `Floats = NDArray[...]`."""
        return node if isinstance(node.value, ast.Subscript) and _is_type(node) else self._in(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Messages are left as they are."""
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """A comparison for its neighbour or its opposite."""
        self.generic_visit(node)
        for at, one in enumerate(node.ops):
            other = COMPARISONS[type(one)]
            if self._change(node, f"{type(one).__name__} -> {other.__name__}"):
                node.ops[at] = other()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """An operator for its opposite."""
        self.generic_visit(node)
        other = OPERATORS.get(type(node.op))
        text = any(isinstance(one, ast.JoinedStr) for one in (node.left, node.right))
        if (
            other
            and not text
            and self._change(node, f"{type(node.op).__name__} -> {other.__name__}")
        ):
            node.op = other()
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """The same in place."""
        self.generic_visit(node)
        other = OPERATORS.get(type(node.op))
        if other and self._change(node, f"{type(node.op).__name__}= -> {other.__name__}="):
            node.op = other()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """And for or."""
        self.generic_visit(node)
        if self._change(node, "and <-> or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Without the sign, without the not."""
        self.generic_visit(node)
        if isinstance(node.op, ast.USub | ast.Not | ast.Invert):
            told = f"without {type(node.op).__name__}"
            if self._change(node, told):
                return node.operand
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number for another, true for false."""
        value = node.value
        if isinstance(value, bool):
            if self._change(node, f"{value} -> {not value}"):
                return ast.copy_location(ast.Constant(not value), node)
        elif isinstance(value, int | float):
            other = value + 1 if isinstance(value, int) else value * 1.5 + 0.1
            if self._change(node, f"{value} -> {other}"):
                return ast.copy_location(ast.Constant(other), node)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """The condition turned round."""
        self.generic_visit(node)
        if self._change(node, "if -> if not"):
            node.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The least for the most, any for all."""
        self.generic_visit(node)
        name = node.func
        if (
            isinstance(name, ast.Name)
            and name.id in CALLS
            and self._change(node, f"{name.id} -> {CALLS[name.id]}")
        ):
            name.id = CALLS[name.id]
        elif (
            isinstance(name, ast.Attribute)
            and name.attr in CALLS
            and self._change(node, f"{name.attr} -> {CALLS[name.attr]}")
        ):
            name.attr = CALLS[name.attr]
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """Not `strict` of zip: it guards against what never happens."""
        return node if node.arg == "strict" else self._in(node)

    def visit_Break(self, node: ast.Break) -> ast.AST:
        """Going on instead of ending."""
        return ast.copy_location(ast.Continue(), node) if self._change(node, "break") else node

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        """Ending instead of going on."""
        return ast.copy_location(ast.Break(), node) if self._change(node, "continue") else node

    def _in(self, node: ast.AST) -> ast.AST:
        return self.generic_visit(node)


def _is_type(node: ast.Assign) -> bool:
    target = node.targets[0]
    value = node.value
    named = isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name)
    return named and isinstance(target, ast.Name) and target.id[:1].isupper()
