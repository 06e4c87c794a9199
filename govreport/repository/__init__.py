"""Many reports: finding them below the paths a person names."""
