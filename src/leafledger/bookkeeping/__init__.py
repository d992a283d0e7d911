"""Decides, purely: facts, policy and known records in; a plan with reasons and questions out."""
