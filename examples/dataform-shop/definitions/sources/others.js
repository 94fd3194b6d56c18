declare({ schema: "raw", name: "customers" });
