"""The administrator's first minutes: a link on paper, a password, a dialogue."""

from __future__ import annotations


def test_adam_chooses_a_password_and_makes_a_dialogue(server, enter):
    printed = server.flask("admin", "create", "--email", "adam@kommun.example", "--name", "Adam Ek")
    link = printed.strip().splitlines()[-1]
    adam = enter("Adam")
    adam.goes(link.removeprefix(server.base))
    adam.writes("Nytt lösenord", "kort").presses("Spara och logga in")
    adam.sees("En uppgift behöver rättas")
    assert adam.page.title().startswith("Fel: ")
    adam.writes("Nytt lösenord", "fyra lugna ord om havet").presses("Spara och logga in")
    adam.sees("Inga dialoger än").follows("Skapa den första dialogen")
    adam.fills(title="Öar i samtal", purpose="Hur vill vi arbeta ihop?", boards="Kulturnämnden")
    adam.presses("Create the dialogue")
    assert "Dialogen har inte startat" in adam.find("main").inner_text()
    assert adam.heading() == "Öar i samtal"
    adam.follows("In English")
    assert "The dialogue has not started" in adam.find("main").inner_text()
    adam.follows("På svenska")
    assert "Nästa steg" in adam.find("main").inner_text()
    adam.goes("/me").presses("Logga ut")
    adam.goes("/processes/oar-i-samtal").sees("Logga in")


def test_it_works_without_script_too(server, enter):
    eva = enter("Eva", phone=True, script=False)
    eva.goes("/sign-in").writes("E-post", "adam@kommun.example").writes("Lösenord", "fel lösenord")
    eva.presses("Logga in")
    eva.sees("hör inte ihop")
    eva.writes("Lösenord", "fyra lugna ord om havet").presses("Logga in")
    assert eva.heading() == "Alla dialoger"
