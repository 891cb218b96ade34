"""The linked map: references, roles and members, scenarios, statements.

Law: frozen; every reference is resolved, every statement is expanded.
"""
