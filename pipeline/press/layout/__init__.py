"""Layout: chapters and front matter become sheets, by WeasyPrint, which nothing else imports."""
