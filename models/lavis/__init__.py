"""Checkpoints of salesforce-lavis 1.0.2, the published LSKD student and critic among them, without LAVIS itself."""
