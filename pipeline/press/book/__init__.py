"""The book: sheets bound into a PDF, without WeasyPrint."""
