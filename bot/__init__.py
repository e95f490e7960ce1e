"""The machine: channels, forms and delivery. It knows nothing about cooperatives."""
