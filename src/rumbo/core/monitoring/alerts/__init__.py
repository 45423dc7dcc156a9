"""What asks for a corrective measure?"""
