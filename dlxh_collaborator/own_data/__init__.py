"""What the system holds about one person, as files the person can read."""

from .files import Section, as_html, as_json, as_zip
